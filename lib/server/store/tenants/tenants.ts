import "server-only";
import { z } from "zod";
import { momentKey } from "@/lib/contracts/instants";
import type { Facet } from "@/lib/contracts/lists";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { ConnectionState, Tenant, TenantDetail, TenantFilters } from "@/lib/contracts/tenants";
import { toCredential } from "../credentials/credentials";
import type { Database } from "../database";
import { Prisma, type Tenant as TenantRow } from "../generated/client";
import { type FacetQueries, readFacets } from "../rows/facet-counts";
import { fold } from "../rows/folding";
import { readJson } from "../rows/stored-json";
import { NO_DATE, whereTenant } from "./filters";
import { withNamesApart } from "./names";
import { tenantOrder } from "./order";

/** What Qlik tells of a tenant; the console's own members are kept beside it. */
export type ListedTenant = Pick<
  Tenant,
  | "id"
  | "name"
  | "hostnames"
  | "status"
  | "regionCode"
  | "countryCode"
  | "subscriptionId"
  | "licenseNumber"
  | "licenseStartsAt"
  | "licenseEndsAt"
  | "deletionStartsAt"
  | "createdAt"
  | "updatedAt"
>;

type Filters = Omit<TenantFilters, "sort">;
type FacetName = keyof typeof facetQueries;

const withOrganization = { organization: { select: { name: true } } } as const;
type Row = TenantRow & { organization: { name: string } | null };

const facetQueries = {
  status: Prisma.sql`SELECT "status" AS "value", count(*) AS "count" FROM "tenants" GROUP BY "status"`,
  region: Prisma.sql`SELECT "regionCode" AS "value", count(*) AS "count" FROM "tenants" GROUP BY "regionCode"`,
  country: Prisma.sql`SELECT "countryCode" AS "value", count(*) AS "count" FROM "tenants" GROUP BY "countryCode"`,
  subscription: Prisma.sql`SELECT "subscriptionKey" AS "value", count(*) AS "count" FROM "tenants" GROUP BY "subscriptionKey"`,
  organization: Prisma.sql`SELECT coalesce("organizationId", 'none') AS "value", count(*) AS "count" FROM "tenants" GROUP BY "organizationId"`,
  connection: Prisma.sql`SELECT "connection" AS "value", count(*) AS "count" FROM "tenants" GROUP BY "connection"`,
} satisfies FacetQueries<string>;

export function createTenantStore(db: Database) {
  return {
    /** One page, and the cursor of the next one if there is any; undefined for a cursor that is not of this order. */
    async page(
      filters: Filters,
      now: Date,
      sort: TenantFilters["sort"],
      limit: number,
      cursor: string | undefined,
    ): Promise<{ tenants: Tenant[]; next: string | undefined } | undefined> {
      const after = cursor === undefined ? {} : tenantOrder.whereAfter(cursor, sort);
      if (!after) return undefined;
      const rows = await db.tenant.findMany({
        where: { AND: [whereTenant(filters, now), after] },
        orderBy: tenantOrder.orderBy(sort),
        include: withOrganization,
        take: limit + 1,
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { tenants: page.map(toTenant), next: last && tenantOrder.cursorAfter(last, sort, cursor) };
    },
    async countMatching(filters: Filters, now: Date): Promise<number> {
      return db.tenant.count({ where: whereTenant(filters, now) });
    },
    /**
     * How many there are, and how often each value occurs over all of them; `none` is no organization, an empty
     * subscription is left out.
     */
    async counts<Name extends FacetName>(
      names: readonly Name[],
    ): Promise<{ total: number; facets: Record<Name, Facet> }> {
      const queries = Object.fromEntries(names.map((name) => [name, facetQueries[name]]));
      const { total, facets } = await readFacets<Name>(db, queries as FacetQueries<Name>);
      const told = names.map((name) => [
        name,
        facets[name]
          .filter(({ value }) => value !== "")
          .sort((one, other) => one.value.localeCompare(other.value, "en")),
      ]);
      return { total, facets: Object.fromEntries(told) as Record<Name, Facet> };
    },
    async find(id: string): Promise<TenantDetail | undefined> {
      const row = await db.tenant.findUnique({
        where: { id },
        include: { ...withOrganization, credential: true },
      });
      return row
        ? { ...toTenant(row), credential: row.credential ? toCredential(row.credential) : null }
        : undefined;
    },
    /** Keeps a tenant that told about itself, without an organization; one that is listed already stays as listed. */
    async keepUnlisted(tenant: ListedTenant, at: Date): Promise<void> {
      await db.tenant.upsert({
        where: { id: tenant.id },
        create: {
          id: tenant.id,
          ...toColumns(tenant),
          organizationKey: NO_ORGANIZATION,
          firstSeenAt: at,
          lastSeenAt: at,
        },
        update: { lastSeenAt: at },
      });
    },
    /** What names tenants, with these called so that each is told from all others. */
    withNamesApart: <Named extends { readonly tenantId: string; readonly tenantName: string }>(
      rows: readonly Named[],
    ) => withNamesApart(db, rows),
    /** The tenant that lists this hostname, first or alias. */
    async findByHostname(hostname: string): Promise<{ id: string; name: string } | undefined> {
      const row = await db.tenant.findFirst({
        where: {
          OR: [{ hostnameKey: hostname }, { hostnames: { contains: JSON.stringify(hostname) } }],
        },
        select: { id: true, name: true, hostnameKey: true },
        orderBy: { id: "asc" },
      });
      return row ? { id: row.id, name: tenantNameOf({ ...row, hostnames: [row.hostnameKey] }) } : undefined;
    },
    /** The first few others of a subscription by name, and how many there are. */
    async siblings(
      id: string,
      subscriptionId: string,
      limit: number,
    ): Promise<{ siblings: Tenant[]; total: number }> {
      const where = { subscriptionKey: subscriptionId, id: { not: id } };
      const [rows, total] = await Promise.all([
        db.tenant.findMany({
          where,
          orderBy: [{ nameKey: "asc" }, { id: "asc" }],
          include: withOrganization,
          take: limit,
        }),
        db.tenant.count({ where }),
      ]);
      return { siblings: rows.map(toTenant), total };
    },
    async setConnection(id: string, connection: ConnectionState, problem: string | null): Promise<void> {
      await db.tenant.updateMany({ where: { id }, data: { connection, connectionProblem: problem } });
      const health = connection === "connected" ? "works" : "failing";
      await db.credential.updateMany({ where: { tenantId: id }, data: { health } });
    },
    /** After its organization went: forgets tenants that nothing else leads to. */
    async removeOrphans(): Promise<void> {
      await db.tenant.deleteMany({ where: { organizationId: null, credential: null } });
    },
  };
}

/** What sorts tenants that no organization lists after all that one does. */
export const NO_ORGANIZATION = "\uFFFF";

/** A tenant as it is stored, with what it is searched and sorted by. */
export function toColumns(tenant: ListedTenant) {
  const { name, hostnames, subscriptionId, licenseNumber, licenseEndsAt } = tenant;
  return {
    name,
    hostnames: JSON.stringify(hostnames),
    status: tenant.status,
    regionCode: tenant.regionCode,
    countryCode: tenant.countryCode,
    subscriptionId,
    licenseNumber,
    licenseStartsAt: tenant.licenseStartsAt,
    licenseEndsAt,
    deletionStartsAt: tenant.deletionStartsAt,
    createdAt: tenant.createdAt,
    updatedAt: tenant.updatedAt,
    searchKey: fold([name, ...hostnames, tenant.id, subscriptionId ?? "", licenseNumber ?? ""].join("\n")),
    // As it is called; dates that are not there come last.
    nameKey: fold(tenantNameOf(tenant)),
    hostnameKey: hostnames[0] ?? "",
    subscriptionKey: subscriptionId ?? "",
    licenseEndsKey: momentKey(licenseEndsAt) ?? NO_DATE,
    deletionStartsKey: momentKey(tenant.deletionStartsAt) ?? NO_DATE,
  };
}

function toTenant(row: Row): Tenant {
  const hostnames = readJson(z.array(z.string()), row.hostnames) ?? [];
  return {
    id: row.id,
    name: tenantNameOf({ id: row.id, name: row.name, hostnames }),
    hostnames,
    status: row.status,
    regionCode: row.regionCode,
    countryCode: row.countryCode,
    subscriptionId: row.subscriptionId,
    licenseNumber: row.licenseNumber,
    licenseStartsAt: row.licenseStartsAt,
    licenseEndsAt: row.licenseEndsAt,
    deletionStartsAt: row.deletionStartsAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    organizationId: row.organizationId,
    organizationName: row.organization?.name ?? null,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    noLongerListedSince: row.noLongerListedSince?.toISOString() ?? null,
    connection: row.connection === "connected" || row.connection === "failing" ? row.connection : "none",
    connectionProblem: row.connectionProblem,
  };
}

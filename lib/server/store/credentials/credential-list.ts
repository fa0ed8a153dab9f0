import "server-only";
import { check, failureOf } from "@/lib/contracts/checks";
import {
  type CredentialFilters,
  credentialHealths,
  type ListedCredential,
} from "@/lib/contracts/credential-list";
import { searchTerms } from "@/lib/contracts/search-terms";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Database } from "../database";
import { Prisma } from "../generated/client";
import { since } from "../rows/date-range";
import { type FacetCounts, type FacetQueries, readFacets } from "../rows/facet-counts";
import { fold } from "../rows/folding";
import { createKeysetOrder } from "../rows/keyset-order";
import { readJson } from "../rows/stored-json";
import { toCredential } from "./credentials";

type Where = Prisma.CredentialWhereInput;
/** Those that are left out hide nothing. */
type Filters = {
  readonly [Name in keyof Omit<CredentialFilters, "sort">]?: CredentialFilters[Name] | undefined;
};

const order = createKeysetOrder({
  columns: {
    name: "nameKey",
    level: "level",
    hostname: "hostname",
    health: "health",
    secretSetAt: "secretSetAt",
    lastCheck: "checkedKey",
  },
  first: "name",
  moments: ["secretSetAt"],
});

const withOwner = {
  organization: { select: { name: true } },
  tenant: {
    select: {
      id: true,
      name: true,
      hostnameKey: true,
      regionCode: true,
      organizationId: true,
      connectionProblem: true,
      organization: { select: { name: true } },
    },
  },
} as const;
type Row = Prisma.CredentialGetPayload<{ include: typeof withOwner }>;

const facetQueries: FacetQueries<"level" | "health"> = {
  level: Prisma.sql`SELECT "level" AS "value", count(*) AS "count" FROM "credentials" GROUP BY "level"`,
  health: Prisma.sql`SELECT "health" AS "value", count(*) AS "count" FROM "credentials" GROUP BY "health"`,
};

/** Credentials of every level in one list. */
export function createCredentialListStore(db: Database) {
  return {
    /** One page, and the cursor of the next one if there is any; undefined for a cursor that is not of this order. */
    async page(
      filters: Filters,
      now: Date,
      sort: CredentialFilters["sort"],
      limit: number,
      cursor: string | undefined,
    ): Promise<{ credentials: ListedCredential[]; next: string | undefined } | undefined> {
      const after = cursor === undefined ? {} : order.whereAfter(cursor, sort);
      if (!after) return undefined;
      const rows = await db.credential.findMany({
        where: { AND: [whereCredential(filters, now), after] },
        orderBy: order.orderBy(sort),
        include: withOwner,
        take: limit + 1,
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { credentials: page.map(toListed), next: last && order.cursorAfter(last, sort, cursor) };
    },
    async countMatching(filters: Filters, now: Date): Promise<number> {
      return db.credential.count({ where: whereCredential(filters, now) });
    },
    /** How many there are, and how often each value occurs over all of them. */
    async counts(): Promise<FacetCounts<"level" | "health">> {
      return readFacets(db, facetQueries);
    },
    /** By name; no more than `limit`. */
    async ids(filters: Filters, now: Date, limit: number): Promise<string[]> {
      const rows = await db.credential.findMany({
        where: whereCredential(filters, now),
        select: { id: true },
        orderBy: order.orderBy([]),
        take: limit,
      });
      return rows.map(({ id }) => id);
    },
    async find(id: string): Promise<ListedCredential | undefined> {
      const row = await db.credential.findUnique({ where: { id }, include: withOwner });
      return row ? toListed(row) : undefined;
    },
  };
}

function whereCredential(filters: Filters, now: Date): Where {
  const { search, level = [], health = [], age = [], organization = [] } = filters;
  return {
    AND: [
      ...(search === undefined ? [] : searchTerms(search).map((term) => named(fold(term)))),
      level.length > 0 ? { level: { in: level } } : {},
      health.length > 0 ? { health: { in: health } } : {},
      age.length > 0 ? { OR: age.map((value) => ({ secretSetAt: since(value, now) })) } : {},
      organization.length > 0
        ? {
            OR: [
              { organizationId: { in: organization } },
              { tenant: { organizationId: { in: organization } } },
            ],
          }
        : {},
    ],
  };
}

const named = (contains: string): Where => ({
  OR: [
    { searchKey: { contains } },
    { tenant: { searchKey: { contains } } },
    { organization: { nameKey: { contains } } },
  ],
});

function toListed(row: Row): ListedCredential {
  const { lastCheck: _, ...known } = toCredential(row);
  const lastCheck = readJson(check, row.lastCheck);
  const health = credentialHealths.find((one) => one === row.health) ?? "never";
  return {
    ...known,
    name: row.tenant
      ? tenantNameOf({ ...row.tenant, hostnames: [row.tenant.hostnameKey] })
      : (row.organization?.name ?? ""),
    tenantId: row.tenantId,
    organizationId: row.organizationId ?? row.tenant?.organizationId ?? null,
    organizationName: row.organization?.name ?? row.tenant?.organization?.name ?? null,
    regionCode: row.tenant?.regionCode ?? null,
    health,
    problem: health === "failing" ? (row.tenant?.connectionProblem ?? failureOf(lastCheck)) : null,
    lastCheck: lastCheck && { at: lastCheck.at, outcome: lastCheck.outcome },
  };
}

import "server-only";
import { z } from "zod";
import type { ChangedValue } from "@/lib/contracts/tenant-changes";
import type { Database } from "../database";
import type { Tenant as TenantRow } from "../generated/client";
import { readJson } from "../rows/stored-json";
import { createTenantChangeStore, type NewTenantChange } from "./changes";
import { type ListedTenant, NO_ORGANIZATION, toColumns } from "./tenants";

/** What organizations list of tenants, and what of it became other than it was. Every call belongs in a transaction. */
export function createTenantListingStore(db: Database) {
  const changes = createTenantChangeStore(db);

  /** Writes down that an organization lists these tenants, whosever they are. */
  const keepListed = async (organizationId: string, ids: readonly string[], at: Date): Promise<void> => {
    const where = { organizationId, tenantId: { in: [...ids] } };
    const { count } = await db.tenantListing.updateMany({ where, data: { lastSeenAt: at } });
    if (count === ids.length) return;
    const rows = await db.tenantListing.findMany({ where, select: { tenantId: true } });
    const known = new Set(rows.map(({ tenantId }) => tenantId));
    await db.tenantListing.createMany({
      data: ids
        .filter((id) => !known.has(id))
        .map((tenantId) => ({ organizationId, tenantId, firstSeenAt: at, lastSeenAt: at })),
    });
  };

  /**
   * Gives tenants of an organization to those that list them too, each to the one that was connected first (decision
   * 0005). Returns who got how many.
   * @param which all of its tenants, or those that it lists no more
   */
  const handOver = async (
    organizationId: string,
    which: "all" | "unlisted",
  ): Promise<{ name: string; tenants: number }[]> => {
    const others = await db.organization.findMany({
      where: { id: { not: organizationId } },
      select: { id: true, name: true, nameKey: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    const given: { name: string; tenants: number }[] = [];
    for (const { id, name, nameKey } of others) {
      const own = which === "all" ? {} : { none: { organizationId } };
      const { count } = await db.tenant.updateMany({
        where: { organizationId, listings: { ...own, some: { organizationId: id } } },
        data: { organizationId: id, organizationKey: nameKey, noLongerListedSince: null },
      });
      if (count > 0) given.push({ name, tenants: count });
    }
    return given;
  };

  return {
    handOver,
    /**
     * Keeps a page of what an organization lists. A tenant that another organization already lists stays with that
     * one, until that one lists it no more. The work grows with what has changed, not with the page.
     */
    async keep(organizationId: string, listed: readonly ListedTenant[], at: Date): Promise<void> {
      // Qlik's cursor may give a row twice when the list changes under it.
      const tenants = new Map(listed.map((tenant) => [tenant.id, tenant]));
      const rows = await db.tenant.findMany({ where: { id: { in: [...tenants.keys()] } } });
      const known = new Map(rows.map((row) => [row.id, row]));
      const organization = await db.organization.findUnique({ where: { id: organizationId } });
      const organizationKey = organization?.nameKey ?? NO_ORGANIZATION;
      const created = [...tenants.values()].filter(({ id }) => !known.has(id));
      const unchanged: string[] = [];
      const found: NewTenantChange[] = [];
      for (const row of rows) {
        const tenant = tenants.get(row.id);
        if (!tenant) continue;
        const place = placeOf(row, organizationId);
        const data = {
          ...toColumns(tenant),
          ...place,
          ...(place.organizationId === organizationId ? { organizationKey } : {}),
        };
        found.push(...changesOf(row, tenant));
        if (isSame(row, data)) unchanged.push(row.id);
        else await db.tenant.update({ where: { id: row.id }, data: { ...data, lastSeenAt: at } });
        if (row.nameKey !== data.nameKey)
          await db.credential.updateMany({ where: { tenantId: row.id }, data: { nameKey: data.nameKey } });
      }
      if (created.length > 0) {
        await db.tenant.createMany({
          data: created.map((tenant) => ({
            id: tenant.id,
            ...toColumns(tenant),
            organizationId,
            organizationKey,
            firstSeenAt: at,
            lastSeenAt: at,
          })),
        });
      }
      if (unchanged.length > 0)
        await db.tenant.updateMany({ where: { id: { in: unchanged } }, data: { lastSeenAt: at } });
      await keepListed(organizationId, [...tenants.keys()], at);
      await changes.add(found, at);
    },
    /** How many an organization listed before `at` and was not known to list no more; of them, those not seen since. */
    async countListed(organizationId: string, before: Date, notSeenSince?: Date): Promise<number> {
      const seen = notSeenSince === undefined ? {} : { lastSeenAt: { lt: notSeenSince } };
      return db.tenantListing.count({ where: { organizationId, firstSeenAt: { lt: before }, ...seen } });
    },
    /** Marks, as of `since`, what was not listed after `notSeenSince`; what another organization lists becomes its. */
    async markUnlisted(organizationId: string, since: Date, notSeenSince: Date): Promise<void> {
      await db.tenantListing.deleteMany({ where: { organizationId, lastSeenAt: { lt: notSeenSince } } });
      await handOver(organizationId, "unlisted");
      const missing = {
        organizationId,
        noLongerListedSince: null,
        listings: { none: { organizationId } },
      };
      const gone = await db.tenant.findMany({ where: missing, select: { id: true } });
      if (gone.length === 0) return;
      await db.tenant.updateMany({ where: missing, data: { noLongerListedSince: since } });
      await changes.add(
        gone.map(({ id }) => ({ tenantId: id, field: "listing", before: "listed", after: "not listed" })),
        since,
      );
    },
  };
}

type Columns = Partial<TenantRow>;

const placeOf = (row: TenantRow, organizationId: string) => ({
  organizationId: row.noLongerListedSince ? organizationId : (row.organizationId ?? organizationId),
  noLongerListedSince: null,
});

const isSame = (row: TenantRow, columns: Columns) =>
  (Object.keys(columns) as (keyof TenantRow)[]).every((name) => row[name] === columns[name]);

function changesOf(row: TenantRow, tenant: ListedTenant): NewTenantChange[] {
  // What a tenant that was connected by itself could not tell is learnt now; it has not changed.
  if (row.organizationId === null) return [];
  const change = (field: NewTenantChange["field"], before: ChangedValue, after: ChangedValue) => ({
    tenantId: row.id,
    field,
    before,
    after,
  });
  const hostnames = readJson(z.array(z.string()), row.hostnames) ?? [];
  const dates = (["licenseStartsAt", "licenseEndsAt", "deletionStartsAt"] as const).filter(
    (field) => !isSameMoment(row[field], tenant[field]),
  );
  return [
    ...(row.noLongerListedSince ? [change("listing", "not listed", "listed")] : []),
    ...(row.name === tenant.name ? [] : [change("name", row.name, tenant.name)]),
    ...(isSameHostnames(hostnames, tenant.hostnames)
      ? []
      : [change("hostnames", hostnames, tenant.hostnames)]),
    ...(row.status === tenant.status ? [] : [change("status", row.status, tenant.status)]),
    ...dates.map((field) => change(field, row[field], tenant[field])),
  ];
}

/** Qlik writes one date now as a day, now as a timestamp (FACTS.md section 4): that alone is no change. */
function isSameMoment(one: string | null, other: string | null): boolean {
  if (one === other) return true;
  return one !== null && other !== null && Date.parse(one) === Date.parse(other);
}

/** The order of aliases says nothing; the first hostname is the one that lasts. */
function isSameHostnames(one: readonly string[], other: readonly string[]): boolean {
  const canonical = ([first, ...aliases]: readonly string[]) => JSON.stringify([first, ...aliases.sort()]);
  return canonical(one) === canonical(other);
}

import "server-only";
import { tenantNameApart, tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Database } from "../database";

/** What of a tenant says how it is called, as it is stored. */
export interface CalledRow {
  readonly id: string;
  readonly name: string;
  readonly hostnameKey: string;
  readonly nameKey: string;
}

/** To select a {@link CalledRow}. */
export const calledMembers = { id: true, name: true, hostnameKey: true, nameKey: true } as const;

/**
 * How tenants are called wherever one is to be chosen or recognized among others: by name, and with the hostname beside
 * it where any other tenant that the console knows has that name, whatever the case and accents.
 */
export async function namesApart(
  db: Database,
  tenants: readonly CalledRow[],
): Promise<ReadonlyMap<string, string>> {
  const keys = [...new Set(tenants.map(({ nameKey }) => nameKey))];
  const groups =
    keys.length === 0
      ? []
      : await db.tenant.groupBy({
          by: ["nameKey"],
          where: { nameKey: { in: keys } },
          having: { nameKey: { _count: { gt: 1 } } },
        });
  return calledApart(tenants, new Set(groups.map(({ nameKey }) => nameKey)));
}

/** As {@link namesApart}, where it is known which names several tenants have. */
export const calledApart = (
  tenants: readonly CalledRow[],
  repeated: ReadonlySet<string>,
): ReadonlyMap<string, string> =>
  new Map(
    tenants.map(({ id, name, hostnameKey, nameKey }) => {
      const called = { id, name, hostnames: [hostnameKey] };
      return [id, repeated.has(nameKey) ? tenantNameApart(called) : tenantNameOf(called)];
    }),
  );

/** The same rows with their tenants called so; those that are not known keep the name that they came with. */
export async function withNamesApart<
  Named extends { readonly tenantId: string; readonly tenantName: string },
>(db: Database, rows: readonly Named[]): Promise<Named[]> {
  if (rows.length === 0) return [];
  const where = { id: { in: rows.map(({ tenantId }) => tenantId) } };
  const names = await namesApart(db, await db.tenant.findMany({ where, select: calledMembers }));
  return rows.map((row) => ({ ...row, tenantName: names.get(row.tenantId) ?? row.tenantName }));
}

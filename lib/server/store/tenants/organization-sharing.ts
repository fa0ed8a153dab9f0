import "server-only";
import type { Organization } from "@/lib/contracts/organizations";
import type { Database } from "../database";

/** Which tenants organizations list in common: those are connected by several clients of one at Qlik. */
export interface Sharing {
  /** What it lists and others have. */
  elsewhere(organizationId: string): Organization["elsewhere"];
  /** What it has and others list too. */
  staying(organizationId: string): Organization["stayingTenants"];
  /** How many of what it has others list too, without those that have a credential of their own. */
  keptUnconnected(organizationId: string): number;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Counted {
  readonly owner: string;
  readonly lister: string;
  readonly tenants: number | bigint;
}

/** @param organizations all of them, in the order in which they are to be told */
export async function readSharing(db: Database, organizations: readonly Named[]): Promise<Sharing> {
  // Where there is one, nobody shares anything.
  const counted = organizations.length < 2 ? [] : await countShared(db);
  const kept = counted.length === 0 ? [] : await countKept(db);
  const told = (pairs: readonly { readonly id: string; readonly tenants: number }[]) =>
    organizations.flatMap(({ id, name }) =>
      pairs
        .filter((pair) => pair.id === id)
        .map(({ tenants }) => ({ organizationId: id, name, tenants: Number(tenants) })),
    );
  return {
    elsewhere: (of) =>
      told(
        counted
          .filter(({ lister }) => lister === of)
          .map(({ owner, tenants }) => ({ id: owner, tenants: Number(tenants) })),
      ),
    staying: (of) =>
      told(
        counted
          .filter(({ owner }) => owner === of)
          .map(({ lister, tenants }) => ({ id: lister, tenants: Number(tenants) })),
      ),
    keptUnconnected: (of) => Number(kept.find(({ owner }) => owner === of)?.tenants ?? 0),
  };
}

const countShared = (db: Database): Promise<Counted[]> => db.$queryRaw`
  SELECT "tenants"."organizationId" AS "owner", "tenant_listings"."organizationId" AS "lister", count(*) AS "tenants"
  FROM "tenant_listings" JOIN "tenants" ON "tenants"."id" = "tenant_listings"."tenantId"
  WHERE "tenants"."organizationId" <> "tenant_listings"."organizationId"
  GROUP BY "tenants"."organizationId", "tenant_listings"."organizationId"`;

const countKept = (db: Database): Promise<Omit<Counted, "lister">[]> => db.$queryRaw`
  SELECT "organizationId" AS "owner", count(*) AS "tenants" FROM "tenants"
  WHERE "connection" = 'none' AND EXISTS (
    SELECT 1 FROM "tenant_listings"
    WHERE "tenant_listings"."tenantId" = "tenants"."id"
      AND "tenant_listings"."organizationId" <> "tenants"."organizationId")
  GROUP BY "organizationId"`;

import "server-only";
import { type Organization, syncIntervals, type TenantSync } from "@/lib/contracts/organizations";
import { toCredential } from "../credentials/credentials";
import type { Database } from "../database";
import type { Credential as CredentialRow, Organization as OrganizationRow } from "../generated/client";
import { fold, foldKey } from "../rows/folding";
import { revisionOf } from "../rows/revision";
import { readSharing, type Sharing } from "./organization-sharing";
import { NO_ORGANIZATION } from "./tenants";

const withParts = {
  credential: true,
  _count: { select: { tenants: true, listings: true } },
  tenants: { where: { connection: { not: "none" } }, select: { id: true } },
} as const;

type Parts = OrganizationRow & {
  credential: CredentialRow | null;
  _count: { tenants: number; listings: number };
  tenants: { id: string }[];
};

/** How a sync ended. */
export interface SyncEnd {
  readonly at: Date;
  readonly outcome: "succeeded" | "failed";
  readonly tenantsRead: number;
  readonly message: string | null;
}

/** An organization as it is kept; when it is read next follows from that. */
export type StoredOrganization = Omit<Organization, "nextSyncAt">;

/** Of an organization, when its tenants were read and how often they are to be. */
export type OrganizationReading = Pick<
  StoredOrganization,
  "id" | "name" | "createdAt" | "lastSync" | "lastSyncedAt" | "syncEveryMinutes"
>;

export function createOrganizationStore(db: Database) {
  return {
    async list(): Promise<StoredOrganization[]> {
      const rows = await db.organization.findMany({
        include: withParts,
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      const shared = await readSharing(db, rows);
      return rows.flatMap((row) => toOrganization(row, shared) ?? []);
    },
    /** As {@link list}, without what only those need to know who see the organization itself. */
    async readings(): Promise<OrganizationReading[]> {
      const rows = await db.organization.findMany({
        where: { credential: { isNot: null } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      return rows.map(toReading);
    },
    async find(id: string): Promise<StoredOrganization | undefined> {
      const row = await db.organization.findUnique({ where: { id }, include: withParts });
      if (!row) return undefined;
      const all = await db.organization.findMany({ select: { id: true, name: true } });
      return toOrganization(row, await readSharing(db, all));
    },
    /**
     * What the readings of all organizations have written so far: another one once a page of tenants was kept, and when
     * an organization comes, goes, or is renamed. Whoever reads a list asks first, so that it is never newer than its rows.
     */
    async revision(): Promise<string> {
      const select = {
        id: true,
        name: true,
        syncOutcome: true,
        syncStartedAt: true,
        syncFinishedAt: true,
        syncTenantsRead: true,
      } as const;
      return revisionOf(await db.organization.findMany({ select, orderBy: { id: "asc" } }));
    },
    /** Whether another one is called so, whatever the case and accents. */
    async isNameTaken(name: string, exceptId?: string): Promise<boolean> {
      const rows = await db.organization.findMany({ select: { id: true, name: true } });
      return rows.some((row) => row.id !== exceptId && foldKey(row.name) === foldKey(name));
    },
    async create(id: string, name: string): Promise<void> {
      await db.organization.create({ data: { id, name, nameKey: fold(name) } });
    },
    async rename(id: string, name: string): Promise<void> {
      const nameKey = fold(name);
      await db.organization.update({ where: { id }, data: { name, nameKey } });
      await db.tenant.updateMany({ where: { organizationId: id }, data: { organizationKey: nameKey } });
      await db.credential.updateMany({ where: { organizationId: id }, data: { nameKey } });
    },
    async setSyncInterval(id: string, minutes: Organization["syncEveryMinutes"]): Promise<void> {
      await db.organization.update({ where: { id }, data: { syncEveryMinutes: minutes } });
    },
    async remove(id: string): Promise<boolean> {
      await db.tenant.updateMany({
        where: { organizationId: id },
        data: { organizationKey: NO_ORGANIZATION },
      });
      return (await db.organization.deleteMany({ where: { id } })).count === 1;
    },
    /** For the one who holds the lease of this work. */
    async beginSync(id: string, at: Date): Promise<void> {
      await db.organization.updateMany({
        where: { id },
        data: {
          syncOutcome: "running",
          syncStartedAt: at,
          syncFinishedAt: null,
          syncTenantsRead: 0,
          syncMessage: null,
        },
      });
    },
    async keepSyncProgress(id: string, tenantsRead: number): Promise<void> {
      await db.organization.updateMany({ where: { id }, data: { syncTenantsRead: tenantsRead } });
    },
    async endSync(id: string, { at, outcome, tenantsRead, message }: SyncEnd): Promise<void> {
      await db.organization.updateMany({
        where: { id },
        data: {
          syncOutcome: outcome,
          syncFinishedAt: at,
          syncTenantsRead: tenantsRead,
          syncMessage: message,
          ...(outcome === "succeeded" ? { lastSyncedAt: at } : {}),
        },
      });
    },
  };
}

function toOrganization(row: Parts, shared: Sharing): StoredOrganization | undefined {
  // An organization is stored with its credential in one transaction and goes with it.
  if (!row.credential) return undefined;
  const credential = toCredential(row.credential);
  return {
    ...toReading(row),
    // Of the last check, or of the calls since.
    connection: row.credential.health === "works" ? "connected" : "failing",
    credential,
    tenantCount: row._count.tenants,
    connectedTenantCount: row.tenants.length,
    listedTenantCount: row._count.listings,
    elsewhere: shared.elsewhere(row.id),
    stayingTenants: shared.staying(row.id),
    forgottenTenantCount: row._count.tenants - row.tenants.length - shared.keptUnconnected(row.id),
  };
}

const toReading = (row: OrganizationRow): OrganizationReading => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  lastSync: toSync(row),
  lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null,
  syncEveryMinutes: syncIntervals.find((minutes) => minutes === row.syncEveryMinutes) ?? null,
});

function toSync(row: OrganizationRow): TenantSync | null {
  if (!row.syncStartedAt) return null;
  const outcome =
    row.syncOutcome === "succeeded" || row.syncOutcome === "failed" ? row.syncOutcome : "running";
  return {
    startedAt: row.syncStartedAt.toISOString(),
    finishedAt: row.syncFinishedAt?.toISOString() ?? null,
    outcome,
    tenantsRead: row.syncTenantsRead,
    message: row.syncMessage,
  };
}

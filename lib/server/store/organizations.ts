import "server-only";
import { type Organization, syncIntervals, type TenantSync } from "@/lib/contracts/organizations";
import { toCredential } from "./credentials";
import type { Database } from "./database";
import type { Credential as CredentialRow, Organization as OrganizationRow } from "./generated/client";

const withParts = {
  credential: true,
  _count: { select: { tenants: true } },
  tenants: { where: { connection: { not: "none" } }, select: { id: true } },
} as const;

type Parts = OrganizationRow & {
  credential: CredentialRow | null;
  _count: { tenants: number };
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

export function createOrganizationStore(db: Database) {
  return {
    async list(): Promise<StoredOrganization[]> {
      const rows = await db.organization.findMany({
        include: withParts,
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      return rows.flatMap((row) => toOrganization(row) ?? []);
    },
    async find(id: string): Promise<StoredOrganization | undefined> {
      const row = await db.organization.findUnique({ where: { id }, include: withParts });
      return row ? toOrganization(row) : undefined;
    },
    async create(id: string, name: string): Promise<void> {
      await db.organization.create({ data: { id, name } });
    },
    async rename(id: string, name: string): Promise<void> {
      await db.organization.update({ where: { id }, data: { name } });
    },
    async setSyncInterval(id: string, minutes: Organization["syncEveryMinutes"]): Promise<void> {
      await db.organization.update({ where: { id }, data: { syncEveryMinutes: minutes } });
    },
    async remove(id: string): Promise<boolean> {
      return (await db.organization.deleteMany({ where: { id } })).count === 1;
    },
    /** True for the one who may sync; false while another sync that began after `staleBefore` still runs. */
    async beginSync(id: string, at: Date, staleBefore: Date): Promise<boolean> {
      const { count } = await db.organization.updateMany({
        where: {
          id,
          OR: [
            { syncOutcome: null },
            { syncOutcome: { not: "running" } },
            { syncStartedAt: { lt: staleBefore } },
          ],
        },
        data: {
          syncOutcome: "running",
          syncStartedAt: at,
          syncFinishedAt: null,
          syncTenantsRead: 0,
          syncMessage: null,
        },
      });
      return count === 1;
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

function toOrganization(row: Parts): StoredOrganization | undefined {
  // An organization is stored with its credential in one transaction and goes with it.
  if (!row.credential) return undefined;
  const credential = toCredential(row.credential);
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    connection: credential.lastCheck?.outcome === "passed" ? "connected" : "failing",
    credential,
    tenantCount: row._count.tenants,
    connectedTenantCount: row.tenants.length,
    lastSync: toSync(row),
    lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null,
    syncEveryMinutes: syncIntervals.find((minutes) => minutes === row.syncEveryMinutes) ?? null,
  };
}

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

import "server-only";
import { type Actor, requireRole } from "../../actor";
import { type Clock, isAhead } from "../../clock";
import type { Leases } from "../../jobs/leases";
import type { Log } from "../../log";
import type { Store } from "../../store/store";
import type { OrganizationReading } from "../../store/tenants/organizations";
import type { Connections, OrganizationConnection } from "../connections/connections";
import type { Outward } from "../outward";
import { dueAt, isStale } from "./sync-schedule";
import { type SyncOutcome, syncTenants } from "./tenant-sync";

/** Keeps the tenants of every organization in the store. What it does by itself is reading, so no audit entry tells of it. */
export interface Inventory {
  /** Reads one organization now, for somebody who waits. Throws as opening it does ({@link Connections}). */
  sync(
    actor: Actor,
    organizationId: string,
    onProgress?: (tenantsRead: number) => void,
  ): Promise<SyncOutcome>;
  /** For whoever opens a page: begins to read what is older than ten minutes, and does not wait for it. */
  freshen(actor: Actor): Promise<void>;
  /** Reads, one after the other, the organizations whose time has come, and those that a killed instance left half-read. */
  syncDue(): Promise<void>;
  /** Waits for what was begun in the background. */
  settled(): Promise<void>;
}

export interface InventoryDependencies {
  readonly store: Store;
  readonly connections: Connections;
  readonly leases: Leases;
  readonly outward: Pick<Outward, "held">;
  readonly clock: Clock;
  readonly log: Log;
}

export function createInventory({
  store,
  connections,
  leases,
  outward,
  clock,
  log,
}: InventoryDependencies): Inventory {
  const underWay = new Set<Promise<void>>();

  const read = (
    { organizationId, api }: OrganizationConnection,
    onProgress?: (tenantsRead: number) => void,
  ): Promise<SyncOutcome> => syncTenants({ store, clock, leases }, organizationId, api, onProgress);

  /** Whatever goes wrong is in the organization's row or in the log: nobody waits for it. */
  const readInBackground = async ({ id }: OrganizationReading): Promise<void> => {
    try {
      const connection = await connections.openUnasked({ organizationId: id }, { priority: "background" });
      const { outcome, tenantsRead } = await read(connection);
      log.info({ organizationId: id, outcome, tenantsRead }, "tenants read");
    } catch (failure) {
      log.error({ err: failure, organizationId: id }, "the tenants of an organization could not be read");
    }
  };

  const told = new Set<string>();
  const tellOfFuture = ({ id, lastSync }: OrganizationReading) => {
    if (!lastSync || told.has(id) || !isAhead(Date.parse(lastSync.startedAt), clock())) return;
    told.add(id);
    log.warn(
      { organizationId: id, startedAt: lastSync.startedAt },
      "an organization was read at a time that has not come: the clock was set, and it is read now",
    );
  };

  const begin = (organization: OrganizationReading) => {
    const work = readInBackground(organization).finally(() => underWay.delete(work));
    underWay.add(work);
  };

  return {
    async sync(actor, organizationId, onProgress) {
      return read(await connections.open(actor, "operator", { organizationId }), onProgress);
    },
    async freshen(actor) {
      requireRole(actor, "viewer");
      if (await outward.held()) return;
      const now = clock().getTime();
      for (const organization of await store.organizations.readings())
        if (isStale(organization, now)) begin(organization);
    },
    async syncDue() {
      if (await outward.held()) return;
      for (const organization of await store.organizations.readings()) {
        tellOfFuture(organization);
        const due = dueAt(organization, clock().getTime());
        // Of one that says "running" nobody may be left: whether so is for its lease to say.
        const isRunning = organization.lastSync?.outcome === "running";
        if (isRunning || (due !== undefined && due <= clock().getTime()))
          await readInBackground(organization);
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

import "server-only";
import { type Actor, requireRole } from "../actor";
import { appError } from "../app-error";
import { type Clock, isAhead } from "../clock";
import type { Leases } from "../jobs/leases";
import type { Log } from "../log";
import type { TakeNote } from "../notes";
import type { CallOptions, QlikClient } from "../qlik/client";
import type { OrganizationReading, StoredOrganization } from "../store/organizations";
import type { Store } from "../store/store";
import { tellingHealth } from "./connection-health";
import type { Outward } from "./outward";
import type { SealedCredentials } from "./sealed-credentials";
import { dueAt, isStale } from "./sync-schedule";
import { type SyncOutcome, syncTenants } from "./tenant-sync";

/** Keeps the tenants of every organization in the store. What it does by itself is reading, so no audit entry tells of it. */
export interface Inventory {
  /** Reads one organization now, for somebody who waits. Throws `not_found` when there is no credential to read with. */
  sync(organizationId: string, onProgress?: (tenantsRead: number) => void): Promise<SyncOutcome>;
  /** For whoever opens a page: begins to read what is older than ten minutes, and does not wait for it. */
  freshen(actor: Actor): Promise<void>;
  /** Reads, one after the other, the organizations whose time has come, and those that a killed instance left half-read. */
  syncDue(): Promise<void>;
  /** Waits for what was begun in the background. */
  settled(): Promise<void>;
}

export interface InventoryDependencies {
  readonly store: Store;
  readonly qlik: QlikClient;
  readonly sealedCredentials: SealedCredentials;
  readonly leases: Leases;
  readonly outward: Pick<Outward, "held">;
  readonly clock: Clock;
  readonly log: Log;
  readonly takeNote: TakeNote;
}

export function createInventory({
  store,
  qlik,
  sealedCredentials,
  leases,
  outward,
  clock,
  log,
  takeNote,
}: InventoryDependencies): Inventory {
  const underWay = new Set<Promise<void>>();

  const read = async (
    organizationId: string,
    priority: CallOptions["priority"],
    onProgress?: (tenantsRead: number) => void,
  ): Promise<SyncOutcome> => {
    const [organization, stored] = await Promise.all([
      store.organizations.find(organizationId),
      store.credentials.findUsable({ organizationId }),
    ]);
    if (!organization || !stored)
      throw appError("not_found", "This organization has no credential any more.");
    const onEnd = healthOf(organization);
    const api = qlik.organization(await sealedCredentials.open(stored), { priority, onEnd });
    return syncTenants({ store, clock, leases }, organizationId, api, onProgress);
  };

  const healthOf = ({ id, connection, credential }: StoredOrganization) => {
    const keep = (health: "works" | "failing") =>
      takeNote(`${health} organization ${id}`, () => store.credentials.keepHealth(id, health));
    return tellingHealth(
      {
        isFailing: connection === "failing",
        lastUsedAt: credential.lastUsedAt,
        fail: () => keep("failing"),
        recover: async () => {
          if (credential.lastCheck?.outcome === "passed") await keep("works");
        },
        keepUse: () =>
          takeNote(`use of credential ${credential.id}`, () =>
            store.credentials.keepUse(credential.id, clock()),
          ),
      },
      clock,
    );
  };

  /** Whatever goes wrong is in the organization's row or in the log: nobody waits for it. */
  const readInBackground = async ({ id }: OrganizationReading): Promise<void> => {
    try {
      const { outcome, tenantsRead } = await read(id, "background");
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
    sync: (organizationId, onProgress) => read(organizationId, "interactive", onProgress),
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

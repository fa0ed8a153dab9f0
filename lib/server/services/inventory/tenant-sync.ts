import "server-only";
import type { Clock } from "../../clock";
import type { Lease, Leases } from "../../jobs/leases";
import type { OrganizationApi } from "../../qlik/client";
import {
  createOrganizationTenants,
  type OrganizationTenant,
} from "../../qlik/resources/organization-tenants";
import type { Entities, Store } from "../../store/store";
import type { ListedTenant } from "../../store/tenants/tenants";
import { isLargeDrop } from "./large-drops";

/** How a sync ended; a failed one kept what it had, and one that succeeded may have something to tell all the same. */
export interface SyncOutcome {
  readonly outcome: "succeeded" | "failed" | "already-running";
  readonly tenantsRead: number;
  readonly message: string | null;
}

const ALREADY_RUNNING: SyncOutcome = { outcome: "already-running", tenantsRead: 0, message: null };

/**
 * Reads all tenants of an organization page by page into the store; never twice at once for one organization, in however
 * many instances. A sync that a killed one left behind is followed as soon as its lease has run out.
 */
export async function syncTenants(
  { leases, ...dependencies }: { store: Store; clock: Clock; leases: Leases },
  organizationId: string,
  api: OrganizationApi,
  onProgress: (tenantsRead: number) => void = () => undefined,
): Promise<SyncOutcome> {
  const synced = await leases.withLease(`tenants of ${organizationId}`, (lease) =>
    syncUnderLease({ ...dependencies, lease }, organizationId, api, onProgress),
  );
  return synced.ok ? synced.value : ALREADY_RUNNING;
}

async function syncUnderLease(
  { store, clock, lease }: { store: Store; clock: Clock; lease: Lease },
  organizationId: string,
  api: OrganizationApi,
  onProgress: (tenantsRead: number) => void,
): Promise<SyncOutcome> {
  const startedAt = clock();
  const before = (await store.organizations.find(organizationId))?.lastSync;
  await store.organizations.beginSync(organizationId, startedAt);

  let tenantsRead = 0;
  const end = async (outcome: "succeeded" | "failed", message: string | null): Promise<SyncOutcome> => {
    await store.organizations.endSync(organizationId, { at: clock(), outcome, tenantsRead, message });
    return { outcome, tenantsRead, message };
  };
  try {
    for await (const page of api.of(createOrganizationTenants).pages()) {
      if (!page.ok) return await end("failed", `${page.error.message} ${page.error.advice}`);
      const listed = page.value.data.map(toListedTenant);
      lease.check();
      await keepPage(store, organizationId, listed, startedAt);
      tenantsRead += listed.length;
      await store.organizations.keepSyncProgress(organizationId, tenantsRead);
      onProgress(tenantsRead);
    }
    lease.check();
    const previous = before?.outcome === "succeeded" ? new Date(before.startedAt) : undefined;
    const message = await store.transaction((entities) =>
      markUnlisted(entities, organizationId, startedAt, previous),
    );
    return await end("succeeded", message);
  } catch (surprise) {
    // Whoever has the lease now says how it ends.
    if (!lease.signal.aborted)
      await end("failed", "The console itself failed while it read the tenants; its log says more.");
    throw surprise;
  }
}

/**
 * Marks what a whole reading did not list. When very much went at once, only what the reading before it did not list
 * either is believed to be gone: the rest waits for the next one (decision 0064).
 * @param previous when the reading before this one began, if it was whole
 * @returns what people are told about it
 */
async function markUnlisted(
  { tenantListings }: Entities,
  organizationId: string,
  startedAt: Date,
  previous: Date | undefined,
): Promise<string | null> {
  const count = (notSeenSince?: Date) => tenantListings.countListed(organizationId, startedAt, notSeenSince);
  const listedBefore = await count();
  const missing = await count(startedAt);
  const missingTwice = previous ? await count(previous) : 0;
  const isHeldBack = isLargeDrop(missing - missingTwice, listedBefore);
  const notSeenSince = isHeldBack ? previous : startedAt;
  if (notSeenSince) await tenantListings.markUnlisted(organizationId, startedAt, notSeenSince);
  if (isHeldBack)
    return `Qlik listed ${told(missing - missingTwice)} fewer tenants than before. They count as listed until the next reading says so too; read again to be sure.`;
  return isLargeDrop(missing, listedBefore)
    ? `${told(missing)} tenants are no longer listed: two readings in a row did not hold them.`
    : null;
}

const told = (count: number): string => count.toLocaleString("en");

async function keepPage(store: Store, organizationId: string, listed: readonly ListedTenant[], at: Date) {
  const keep = () =>
    store.transaction((entities) => entities.tenantListings.keep(organizationId, listed, at));
  // Another organization's sync may have stored one of the same tenants a moment before: then it is there now.
  await keep().catch(keep);
}

function toListedTenant(tenant: OrganizationTenant): ListedTenant {
  return {
    id: tenant.id,
    name: tenant.name ?? "",
    hostnames: [...tenant.hostnames],
    status: tenant.status,
    regionCode: tenant.regionCode,
    countryCode: tenant.countryCode,
    subscriptionId: tenant.subscriptionId ?? null,
    licenseNumber: tenant.licenseNumber ?? null,
    licenseStartsAt: tenant.licenseStartsAt ?? null,
    licenseEndsAt: tenant.licenseEndsAt ?? null,
    deletionStartsAt: tenant.deletionStartsAt ?? null,
    createdAt: tenant.createdAt ?? null,
    updatedAt: tenant.updatedAt ?? null,
  };
}

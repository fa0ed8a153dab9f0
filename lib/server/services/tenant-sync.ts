import "server-only";
import type { Clock } from "../clock";
import type { OrganizationApi } from "../qlik/client";
import type { OrganizationTenant } from "../qlik/resources/organization-tenants";
import type { Store } from "../store/store";
import type { ListedTenant } from "../store/tenants";

/** How a sync ended; a failed one kept what it had. */
export interface SyncOutcome {
  readonly outcome: "succeeded" | "failed" | "already-running";
  readonly tenantsRead: number;
  readonly message: string | null;
}

/** A sync of another process that has said nothing for so long is taken for dead. */
const STALE_MS = 10 * 60_000;

/** Reads all tenants of an organization page by page into the store; never twice at once for one organization. */
export async function syncTenants(
  { store, clock }: { store: Store; clock: Clock },
  organizationId: string,
  api: OrganizationApi,
  onProgress: (tenantsRead: number) => void = () => undefined,
): Promise<SyncOutcome> {
  const startedAt = clock();
  const mine = await store.organizations.beginSync(
    organizationId,
    startedAt,
    new Date(startedAt.getTime() - STALE_MS),
  );
  if (!mine) return { outcome: "already-running", tenantsRead: 0, message: null };

  let tenantsRead = 0;
  const end = async (outcome: "succeeded" | "failed", message: string | null): Promise<SyncOutcome> => {
    await store.organizations.endSync(organizationId, { at: clock(), outcome, tenantsRead, message });
    return { outcome, tenantsRead, message };
  };
  try {
    for await (const page of api.tenants.pages()) {
      if (!page.ok) return await end("failed", `${page.error.message} ${page.error.advice}`);
      const listed = page.value.data.map(toListedTenant);
      await keepPage(store, organizationId, listed, startedAt);
      tenantsRead += listed.length;
      await store.organizations.keepSyncProgress(organizationId, tenantsRead);
      onProgress(tenantsRead);
    }
    await store.transaction((entities) => entities.tenantListings.markUnlisted(organizationId, startedAt));
    return await end("succeeded", null);
  } catch (surprise) {
    await end("failed", "The console itself failed while it read the tenants; its log says more.");
    throw surprise;
  }
}

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

import "server-only";
import type { Lease } from "../../jobs/leases";
import type { RevocationTenantRow } from "../../store/revocations/revocations";
import { actingIn } from "./acting-in";
import type { Looks } from "./looks";
import type { RunDependencies } from "./run-dependencies";
import { runTenant } from "./tenant-run";
import { onlyWaits } from "./waiting-for";

/** So many tenants side by side, without those that only wait; each has its own budget at Qlik. */
const TENANTS_AT_ONCE = 16;

/**
 * Works on a revocation until nothing waits any more, or only for somebody to do something; by one instance at a time.
 * Whoever takes over after another has died goes on where that one was. Each tenant is worked in by itself: when it is
 * told to look, those that nobody works in begin at once, whatever the others still wait for.
 */
export async function runRevocation(
  id: string,
  looks: Looks,
  signal: AbortSignal,
  dependencies: RunDependencies,
): Promise<void> {
  const { store, leases, log, clock } = dependencies;
  await leases.withLease(`revocation:${id}`, async (lease) => {
    await runTenants(id, looks, lease, signal, dependencies);
    if (signal.aborted) return;
    lease.check();
    if ((await store.revocationItems.tenantsWith(id, ["pending", "sent"])).size > 0) return;
    if (await store.revocations.changeState(id, ["running"], "finished", clock()))
      log.info({ revocation: id }, "a revocation has finished");
  });
}

async function runTenants(
  id: string,
  looks: Looks,
  lease: Lease,
  signal: AbortSignal,
  dependencies: RunDependencies,
): Promise<void> {
  const atWork = new Map<string, Promise<void>>();
  const begin = (tenant: RevocationTenantRow) => {
    const work = workIn(id, tenant, lease, signal, dependencies).finally(() =>
      atWork.delete(tenant.tenantId),
    );
    atWork.set(tenant.tenantId, work);
  };
  let looked = await tenantsToWorkIn(id, dependencies);
  let waiting = looked;
  try {
    for (;;) {
      if (looks.taken()) waiting = looked = await tenantsToWorkIn(id, dependencies);
      // As of the last look: however many only wait, they hold up nobody.
      const at = dependencies.clock();
      const idle = looked.filter((tenant) => atWork.has(tenant.tenantId) && onlyWaits(tenant, at)).length;
      const places = signal.aborted ? 0 : Math.max(0, TENANTS_AT_ONCE + idle - atWork.size);
      waiting = waiting.filter(({ tenantId }) => !atWork.has(tenantId));
      for (const tenant of waiting.slice(0, places)) begin(tenant);
      waiting = waiting.slice(places);
      if (atWork.size === 0) return;
      await Promise.race([...atWork.values(), looks.told()]);
    }
  } finally {
    // The lease is held for them.
    await Promise.all(atWork.values());
  }
}

/** Those with something to send, or with something sent of which nobody knows what became. */
async function tenantsToWorkIn(id: string, { store }: RunDependencies): Promise<RevocationTenantRow[]> {
  const state = (await store.revocations.find(id))?.state;
  const wanted = await store.revocationItems.tenantsWith(
    id,
    state === "running" ? ["pending", "sent"] : ["sent"],
  );
  return (await store.revocations.tenants(id)).filter(({ tenantId }) => wanted.has(tenantId));
}

/** What goes wrong in one tenant is no reason to leave the others. */
async function workIn(
  id: string,
  tenant: RevocationTenantRow,
  lease: Lease,
  signal: AbortSignal,
  dependencies: RunDependencies,
): Promise<void> {
  const { store, log } = dependencies;
  try {
    const revocation = await store.revocations.find(id);
    if (!revocation) return;
    const { reason, actId } = revocation;
    const run = { revocationId: id, reason, actId, actor: actingIn(revocation), tenant, lease, signal };
    await runTenant(run, dependencies);
  } catch (error) {
    log.error({ err: error, revocation: id, tenant: tenant.tenantId }, "a revocation was broken off");
  }
}

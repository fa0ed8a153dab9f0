import "server-only";
import type { Lease } from "../../jobs/leases";
import type { StoredRevocation } from "../../store/revocations";
import { actingIn } from "./acting-in";
import type { RunDependencies } from "./run-dependencies";
import { runTenant } from "./tenant-run";

/** So many tenants side by side; each has its own budget at Qlik. */
const TENANTS_AT_ONCE = 16;

/**
 * Works on a revocation until nothing waits any more, or only for somebody to do something; by one instance at a time.
 * Whoever takes over after another has died goes on where that one was.
 */
export async function runRevocation(
  id: string,
  signal: AbortSignal,
  dependencies: RunDependencies,
): Promise<void> {
  const { store, leases, log, clock } = dependencies;
  await leases.withLease(`revocation:${id}`, async (lease) => {
    const revocation = await store.revocations.find(id);
    if (!revocation) return;
    await runTenants(revocation, lease, signal, dependencies);
    if (signal.aborted) return;
    lease.check();
    const waiting = (await store.revocationItems.counts(id)).some(
      ({ state }) => state === "pending" || state === "sent",
    );
    if (waiting) return;
    if (await store.revocations.changeState(id, ["running"], "finished", clock()))
      log.info({ revocation: id }, "a revocation has finished");
  });
}

async function runTenants(
  revocation: StoredRevocation,
  lease: Lease,
  signal: AbortSignal,
  dependencies: RunDependencies,
): Promise<void> {
  const { store, log } = dependencies;
  const waiting = [...(await store.revocations.tenants(revocation.id))];
  const actor = actingIn(revocation);
  const one = async () => {
    for (let tenant = waiting.shift(); tenant; tenant = waiting.shift()) {
      const { id: revocationId, reason, actId } = revocation;
      const run = { revocationId, reason, actId, actor, tenant, lease, signal };
      // What goes wrong in one tenant is no reason to leave the others.
      await runTenant(run, dependencies).catch((error: unknown) => {
        log.error(
          { err: error, revocation: revocation.id, tenant: run.tenant.tenantId },
          "a revocation was broken off",
        );
      });
    }
  };
  await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, one));
}

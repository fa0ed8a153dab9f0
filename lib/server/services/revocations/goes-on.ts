import "server-only";
import { actingIn } from "./acting-in";
import { pauseByConsole } from "./pause-by-console";
import type { RunDependencies, TenantRun } from "./run-dependencies";

/**
 * Asked before each batch: the run in the name of whoever acts in it now; undefined when the console stops, when
 * somebody has paused or cancelled it, or when that person may not do it any more, which pauses it. Throws when another
 * instance has taken over.
 */
export async function goesOn(
  run: TenantRun,
  { store, authority, audit }: RunDependencies,
): Promise<TenantRun | undefined> {
  if (run.signal.aborted) return undefined;
  run.lease.check();
  const revocation = await store.revocations.find(run.revocationId);
  if (revocation?.state !== "running") return undefined;
  const actor = actingIn(revocation);
  const reason = await authority.lost(actor, "operator");
  if (reason === undefined) return { ...run, actor };
  await store.transaction((entities) => pauseByConsole({ audit, entities }, revocation.id, reason));
  return undefined;
}

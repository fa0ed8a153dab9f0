import "server-only";
import { startWorker, type Worker } from "../../jobs/worker";
import { runRevocation } from "./run";
import type { RunDependencies } from "./run-dependencies";

/** How soon an instance sees what another one has left, and that somebody has replaced a refused secret. */
const LOOK_EVERY_MS = 3000;

/** Carries out revocations in the background: those just started, and those that a dead instance has left. */
export function startRevocationWorker(dependencies: RunDependencies): Worker {
  const { store, outward, log } = dependencies;
  const underWay = new Map<string, Promise<void>>();

  const begin = (id: string, signal: AbortSignal) => {
    const run = runRevocation(id, signal, dependencies)
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error, revocation: id }, "a revocation was broken off");
      })
      .finally(() => underWay.delete(id));
    underWay.set(id, run);
  };

  const worker = startWorker({
    name: "revocations",
    everyMs: LOOK_EVERY_MS,
    log,
    mayWork: outward.mayWork,
    async round(signal) {
      const ids = new Set([
        ...(await store.revocations.running()),
        ...(await store.revocationItems.unsettled()),
      ]);
      for (const id of ids) if (!underWay.has(id)) begin(id, signal);
    },
  });

  return {
    wake: worker.wake,
    async stop() {
      await worker.stop();
      await Promise.all(underWay.values());
    },
  };
}

import "server-only";
import { startWorker, type Worker } from "../../jobs/worker";
import { createLooks, type Looks } from "./looks";
import { runRevocation } from "./run";
import type { RunDependencies } from "./run-dependencies";

/** How soon an instance sees what another one has left, and that somebody has replaced a refused secret. */
const LOOK_EVERY_MS = 3000;

/** Carries out revocations in the background: those just started, and those that a dead instance has left. */
export function startRevocationWorker(dependencies: RunDependencies): Worker {
  const { store, outward, log } = dependencies;
  const underWay = new Map<string, { readonly over: Promise<void>; readonly looks: Looks }>();

  const begin = (id: string, signal: AbortSignal) => {
    const looks = createLooks();
    const over = runRevocation(id, looks, signal, dependencies)
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error, revocation: id }, "a revocation was broken off");
      })
      .finally(() => {
        underWay.delete(id);
        // Told too late: it was at its end.
        if (looks.taken()) worker.wake();
      });
    underWay.set(id, { over, looks });
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
      for (const id of ids) {
        const run = underWay.get(id);
        if (run) run.looks.tell();
        else begin(id, signal);
      }
    },
  });

  return {
    wake: worker.wake,
    async stop() {
      await worker.stop();
      await Promise.all([...underWay.values()].map(({ over }) => over));
    },
  };
}

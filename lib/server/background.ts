import "server-only";
import { createInterruptedActs, type InterruptedActs } from "./audit/interrupted";
import { createScheduledJobs } from "./jobs/scheduled-jobs";
import type { Worker } from "./jobs/worker";
import { createDataKeyRotation, type DataKeyRotation } from "./services/encryption-keys/data-key-rotation";
import type { Foundation } from "./services/foundation";
import type { ReachingQlik } from "./services/reaching-qlik";
import { createInterruptedRevocations } from "./services/revocations/interrupted";
import { startRevocationWorker } from "./services/revocations/worker";

/** What the console does without being asked. */
export interface Background {
  readonly dataKeyRotation: DataKeyRotation;
  readonly interruptedActs: InterruptedActs;
  /** Begins it, and takes up what was left of it. */
  start(): Promise<void>;
  /** Has the worker of revocations look at once. */
  wakeRevocations(): void;
  stop(): Promise<void>;
}

export function createBackground(given: Foundation & ReachingQlik): Background {
  const { inventory, tokenInventory, leases, outward, witness, log } = given;
  const dataKeyRotation = createDataKeyRotation(given);
  const ask = { "oauth-token.revoke": createInterruptedRevocations(given) };
  const interruptedActs = createInterruptedActs({ ...given, ask });
  const jobs = createScheduledJobs(
    [
      { name: "tenant syncs", run: inventory.syncDue },
      { name: "token syncs", run: tokenInventory.syncDue },
      { name: "data keys", run: dataKeyRotation.tend },
      {
        name: "interrupted acts",
        run: async () => void (await leases.withLease("interrupted-acts", interruptedActs.resolve)),
      },
    ],
    { mayWork: outward.mayWork, log },
  );
  let revocations: Worker | undefined;

  /** False when the hold cannot be written down: then nothing may begin at all. */
  const isHeld = async (doubt: string): Promise<boolean> => {
    try {
      await outward.hold(doubt);
      return true;
    } catch (error) {
      log.error({ err: error }, "nothing is begun: it is not sure which installation this is");
      return false;
    }
  };

  return {
    dataKeyRotation,
    interruptedActs,
    async start() {
      const doubt = witness.placeDoubt();
      if (doubt !== undefined && !(await isHeld(doubt))) return;
      jobs.start();
      revocations ??= startRevocationWorker(given);
    },
    wakeRevocations: () => revocations?.wake(),
    async stop() {
      await revocations?.stop();
      await dataKeyRotation.stop();
      await tokenInventory.stop();
      await jobs.stop();
    },
  };
}

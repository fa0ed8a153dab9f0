import "server-only";
import type { InterruptedActs } from "./audit/interrupted";
import type { InstallationWitness } from "./audit/witness";
import { createScheduledJobs } from "./jobs/scheduled-jobs";
import type { Worker } from "./jobs/worker";
import type { DataKeyRotation } from "./services/data-key-rotation";
import type { Inventory } from "./services/inventory";
import type { Outward } from "./services/outward";
import type { RunDependencies } from "./services/revocations/run-dependencies";
import { startRevocationWorker } from "./services/revocations/worker";
import type { TokenInventoryService } from "./services/token-inventory/token-inventory";

export interface BackgroundDependencies extends RunDependencies {
  readonly inventory: Inventory;
  readonly tokenInventory: TokenInventoryService;
  readonly dataKeyRotation: DataKeyRotation;
  readonly interruptedActs: InterruptedActs;
  readonly outward: Pick<Outward, "mayWork" | "hold">;
  readonly witness: Pick<InstallationWitness, "placeDoubt">;
}

/** What the console does without being asked. */
export interface Background {
  /** Begins it, and takes up what was left of it. */
  start(): Promise<void>;
  /** Has the worker of revocations look at once. */
  wakeRevocations(): void;
  stop(): Promise<void>;
}

export function createBackground(given: BackgroundDependencies): Background {
  const { inventory, tokenInventory, dataKeyRotation, interruptedActs, leases, outward, witness, log } =
    given;
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

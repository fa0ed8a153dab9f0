import "server-only";
import type { InterruptedActs } from "./audit/interrupted";
import type { Leases } from "./jobs/leases";
import { createScheduledJobs, type ScheduledJobs } from "./jobs/scheduled-jobs";
import type { Log } from "./log";
import type { DataKeyRotation } from "./services/data-key-rotation";
import type { Inventory } from "./services/inventory";
import type { Outward } from "./services/outward";
import type { TokenInventoryService } from "./services/token-inventory/token-inventory";

export interface BackgroundDependencies {
  readonly inventory: Inventory;
  readonly tokenInventory: TokenInventoryService;
  readonly dataKeyRotation: DataKeyRotation;
  readonly interruptedActs: InterruptedActs;
  readonly leases: Leases;
  readonly outward: Pick<Outward, "mayWork">;
  readonly log: Log;
}

/** What the console looks after once a minute without being asked. */
export function createBackground(given: BackgroundDependencies): ScheduledJobs {
  const { inventory, tokenInventory, dataKeyRotation, interruptedActs, leases, outward, log } = given;
  return createScheduledJobs(
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
}

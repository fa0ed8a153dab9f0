import "server-only";
import type { RevocationSelection } from "@/lib/contracts/revocations";
import type { Clock } from "../../clock";
import type { Store } from "../../store/store";
import type { Connections } from "../connections/connections";
import type { TokenInventoryService } from "../token-inventory/token-inventory";

/** What is frozen: everything but what was frozen already. */
export type TokenSelection = Exclude<RevocationSelection, { kind: "preview" }>;

export interface FreezeDependencies {
  readonly store: Store;
  readonly connections: Connections;
  readonly tokenInventory: Pick<TokenInventoryService, "readNow">;
  readonly clock: Clock;
  readonly includeConsoleOwn: boolean;
}

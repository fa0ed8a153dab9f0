import { createSeededEstate } from "../seed/estate";
import { type AccessTokens, createAccessTokens } from "./access-tokens";
import { createEstate, type Estate } from "./estate";
import { createFaults, type Faults } from "./faults";
import { createRequestLog, type RequestLog } from "./request-log";
import { createTenantContents, type TenantContents } from "./tenant-contents";

export type SandboxState = {
  readonly seed: number;
  readonly clock: () => number;
  readonly estate: Estate;
  readonly contents: TenantContents;
  readonly accessTokens: AccessTokens;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** Everything as it was at the start; dates stay relative to that start. */
  reset(): void;
};

type Dependencies = { seed: number; tenants: number; clock: () => number };

export function createState({ seed, tenants, clock }: Dependencies): SandboxState {
  const startedAt = clock();
  const estate = createEstate({ seeded: createSeededEstate({ seed, tenants, startedAt }), clock });
  const contents = createTenantContents({ seed, startedAt, clock });
  const accessTokens = createAccessTokens({ clock });
  const faults = createFaults();
  const requestLog = createRequestLog();
  return {
    seed,
    clock,
    estate,
    contents,
    accessTokens,
    faults,
    requestLog,
    reset() {
      estate.reset();
      contents.reset();
      accessTokens.reset();
      faults.clear();
      requestLog.clear();
    },
  };
}

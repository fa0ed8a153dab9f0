import { createSeededEstate } from "../seed/estate";
import { createSettings, type SettingsBoard, type SettingsChange } from "../settings";
import { type AccessTokens, createAccessTokens } from "./access-tokens";
import { createEstate, type Estate } from "./estate";
import { createFaults, type Faults } from "./faults";
import { createRateLimits, type RateLimits } from "./rate-limits";
import { createRequestLog, type RequestLog } from "./request-log";
import { createTenantContents, type TenantContents } from "./tenant-contents";
import { createTimekeeper, type Timekeeper } from "./timekeeper";

export type SandboxState = {
  readonly seed: number;
  readonly clock: () => number;
  readonly timekeeper: Timekeeper;
  readonly settings: SettingsBoard;
  readonly estate: Estate;
  readonly contents: TenantContents;
  readonly accessTokens: AccessTokens;
  readonly rateLimits: RateLimits;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** Everything as it was at the start; dates stay relative to that start. */
  reset(): void;
};

type Dependencies = {
  readonly seed: number;
  readonly tenants: number;
  readonly tokensPerTenant: number | null;
  readonly clock: () => number;
  readonly settings: SettingsChange;
};

export function createState({ seed, tenants, tokensPerTenant, ...given }: Dependencies): SandboxState {
  const timekeeper = createTimekeeper(given.clock);
  const clock = timekeeper.now;
  const startedAt = clock();
  const settings = createSettings(given.settings);
  const estate = createEstate({ seeded: createSeededEstate({ seed, tenants, startedAt }), clock });
  const contents = createTenantContents({ seed, tokensPerTenant, startedAt, clock });
  const accessTokens = createAccessTokens({ clock });
  const rateLimits = createRateLimits({ timekeeper, limits: () => settings.current().rateLimits });
  const faults = createFaults();
  const requestLog = createRequestLog();
  return {
    seed,
    clock,
    timekeeper,
    settings,
    estate,
    contents,
    accessTokens,
    rateLimits,
    faults,
    requestLog,
    reset() {
      timekeeper.reset();
      settings.reset();
      estate.reset();
      contents.reset();
      accessTokens.reset();
      rateLimits.reset();
      faults.clear();
      requestLog.clear();
    },
  };
}

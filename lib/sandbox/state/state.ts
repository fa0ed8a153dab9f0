import { createRateTiers, type RateTierOf } from "../rate-tiers";
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
  /** Milliseconds; what is seeded has its dates relative to it. */
  readonly startedAt: number;
  readonly clock: () => number;
  readonly timekeeper: Timekeeper;
  readonly settings: SettingsBoard;
  readonly estate: Estate;
  readonly contents: TenantContents;
  readonly accessTokens: AccessTokens;
  readonly rateLimits: RateLimits;
  readonly rateTierOf: RateTierOf;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  /** Everything as it was at the start; dates stay relative to that start. */
  reset(): void;
  /** Has something else done too whenever everything is reset. */
  onReset(listener: () => void): void;
};

type Dependencies = {
  readonly seed: number;
  readonly tenants: number;
  readonly tokensPerTenant: number | null;
  readonly clock: () => number;
  readonly settings: SettingsChange;
  /** What the resources declare. */
  readonly organizationScopes: readonly string[];
  readonly specialCalls: readonly string[];
};

export function createState(given: Dependencies): SandboxState {
  const { seed, tenants, tokensPerTenant, organizationScopes } = given;
  const timekeeper = createTimekeeper(given.clock);
  const clock = timekeeper.now;
  const startedAt = clock();
  const settings = createSettings(given.settings);
  const estate = createEstate({
    seeded: createSeededEstate({ seed, tenants, startedAt, organizationScopes }),
    clock,
  });
  const contents = createTenantContents({ seed, tokensPerTenant, startedAt, clock });
  const accessTokens = createAccessTokens({ clock });
  const rateLimits = createRateLimits({ timekeeper, limits: () => settings.current().rateLimits });
  const rateTierOf = createRateTiers(given.specialCalls);
  const faults = createFaults();
  const requestLog = createRequestLog(rateTierOf);
  const resetListeners: (() => void)[] = [];
  return {
    seed,
    startedAt,
    clock,
    timekeeper,
    settings,
    estate,
    contents,
    accessTokens,
    rateLimits,
    rateTierOf,
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
      for (const listener of resetListeners) listener();
    },
    onReset: (listener) => {
      resetListeners.push(listener);
    },
  };
}

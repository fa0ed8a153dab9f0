import type { RateTier } from "../rate-tiers";
import type { RateLimits as Limits } from "../settings";
import type { Timekeeper } from "./timekeeper";

export type RateLimitedCall = {
  /** Tenant id, or {@link ORGANIZATION_PLACE}. Two tenants do not share a budget. */
  readonly place: string;
  /** All calls of a client are calls of its one bot user. */
  readonly clientId: string;
  readonly tier: RateTier;
};

export type RateLimits = {
  /** Counts a call; returns the seconds to wait, as the caller's own clock has them, when it must not pass. */
  spend(call: RateLimitedCall): number | null;
  reset(): void;
};

/** Where calls of the organization level are counted; what their limit is per, no source states. */
export const ORGANIZATION_PLACE = "organization";

/** Of a user's limit, for each user of the tenant. */
const TENANTS_SHARE = 0.5;

/** Moments of the calls that passed, oldest first from `head` on; what lies before it has left the window. */
type Budget = { passed: number[]; head: number; blockedUntil: number };

type Dependencies = { readonly timekeeper: Timekeeper; readonly limits: () => Limits | null };

const numberFor = (limits: Limits, tier: RateTier): number =>
  tier === "1" ? limits.reads : tier === "2" ? limits.writes : limits.special;

/**
 * Qlik's tiers: no interval of the window's length holds more than the limit, and a call past it blocks its tier
 * until `retry-after`. How the vendor's window moves is not stated: who keeps to this one keeps to any. The
 * limit of a whole tenant (half a user's times the number of users) comes on top where the settings say so.
 */
export function createRateLimits({ timekeeper, limits }: Dependencies): RateLimits {
  const budgets = new Map<string, Budget>();
  let sweepAt = 0;

  function forget(budget: Budget, before: number): void {
    while ((budget.passed[budget.head] ?? Number.POSITIVE_INFINITY) <= before) budget.head += 1;
    if (budget.head < 1024 || budget.head * 2 < budget.passed.length) return;
    budget.passed = budget.passed.slice(budget.head);
    budget.head = 0;
  }

  /** Clients that have gone quiet must not add up. */
  function sweep(now: number, windowMs: number): void {
    if (now < sweepAt) return;
    sweepAt = now + windowMs;
    for (const [key, budget] of budgets) {
      const last = budget.passed.at(-1) ?? 0;
      if (last <= now - windowMs && budget.blockedUntil <= now) budgets.delete(key);
    }
  }

  function budgetOf(key: string): Budget {
    const known = budgets.get(key);
    if (known) return known;
    const fresh: Budget = { passed: [], head: 0, blockedUntil: 0 };
    budgets.set(key, fresh);
    return fresh;
  }

  /** The budgets that a call comes out of, each with what may pass in a window. */
  function countedBy({ place, clientId, tier }: RateLimitedCall, current: Limits) {
    const most = numberFor(current, tier);
    const own = { budget: budgetOf(`${place} ${clientId} ${tier}`), most };
    const { usersPerTenant: users } = current;
    if (users === null || place === ORGANIZATION_PLACE) return [own];
    return [own, { budget: budgetOf(`${place} ${tier}`), most: Math.floor(most * users * TENANTS_SHARE) }];
  }

  function spend(call: RateLimitedCall): number | null {
    const current = limits();
    if (!current) return null;
    const now = timekeeper.now();
    // A clock that stands still would block for ever.
    const speed = timekeeper.speed() || 1;
    const windowMs = current.windowSeconds * 1000;
    const callersSeconds = (milliseconds: number): number =>
      Math.max(1, Math.ceil(milliseconds / 1000 / speed));
    sweep(now, windowMs);
    const counted = countedBy(call, current);
    for (const { budget, most } of counted) {
      if (now < budget.blockedUntil) return callersSeconds(budget.blockedUntil - now);
      forget(budget, now - windowMs);
      if (budget.passed.length - budget.head < most) continue;
      const seconds = callersSeconds((budget.passed[budget.head] ?? now) + windowMs - now);
      budget.blockedUntil = now + seconds * 1000 * speed;
      return seconds;
    }
    for (const { budget } of counted) budget.passed.push(now);
    return null;
  }

  return {
    spend,
    reset() {
      budgets.clear();
      sweepAt = 0;
    },
  };
}

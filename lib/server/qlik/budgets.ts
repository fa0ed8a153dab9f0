import "server-only";

/** Qlik's rate limit tiers: most GET calls, what changes something, and a special one (FACTS.md section 13). */
export type Tier = "reads" | "writes" | "user-filters";

/** How many requests may arrive within any stretch of `windowMs`. */
export interface BudgetLimit {
  readonly requests: number;
  readonly windowMs: number;
  /** Kept free on top of the window, because Qlik's watch is not ours. */
  readonly marginMs: number;
}

/**
 * What is left of one tier for one client at one tenant. All times are milliseconds of `Timing.elapsed`.
 * Whether Qlik's window slides or starts anew is not stated; what fits every sliding window fits both.
 */
export interface Budget {
  /** When somebody with so many others before them may go; not after the true time, while answers are out. */
  availableAt(now: number, ahead: number): number;
  /** Counts a request that is about to be sent. */
  take(): void;
  /**
   * The request is answered, or has failed. It may have reached Qlik as late as now, so that its window is counted
   * from here: the margin comes on top of the round trip.
   */
  settle(now: number): void;
  /** The request was not sent after all. */
  giveBack(): void;
  /** Nothing may go before `until`: Qlik blocks the whole tier after a 429. */
  block(until: number): void;
  isBlocked(now: number): boolean;
  /** Whether nothing is left to remember. */
  isIdle(now: number): boolean;
}

/** Requests answered at nearly the same time are remembered as one entry, so that memory stays flat. */
const ENTRIES_PER_WINDOW = 400;

interface Spent {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

export function createBudget({ requests, windowMs, marginMs }: BudgetLimit): Budget {
  const kept = windowMs + marginMs;
  let spent: Spent[] = [];
  let inFlight = 0;
  let blockedUntil = Number.NEGATIVE_INFINITY;

  function forgetOld(now: number): void {
    if (spent.some(({ last }) => last + kept <= now)) spent = spent.filter(({ last }) => last + kept > now);
  }

  function freeAt(now: number, ahead: number): number {
    const free = requests - inFlight - spent.reduce((sum, { count }) => sum + count, 0);
    if (ahead < free) return now;
    let missing = ahead - free + 1;
    for (const { last, count } of spent) {
      missing -= count;
      if (missing <= 0) return last + kept;
    }
    // What is still out comes back a whole window after its answer, at the earliest.
    return now + kept;
  }

  return {
    availableAt(now, ahead) {
      forgetOld(now);
      const rounds = Math.floor(ahead / requests);
      return Math.max(blockedUntil, freeAt(now, ahead % requests)) + rounds * kept;
    },
    take() {
      inFlight += 1;
    },
    settle(now) {
      inFlight -= 1;
      forgetOld(now);
      const latest = spent.at(-1);
      if (latest && now - latest.first < windowMs / ENTRIES_PER_WINDOW) {
        spent[spent.length - 1] = { first: latest.first, last: now, count: latest.count + 1 };
      } else spent.push({ first: now, last: now, count: 1 });
    },
    giveBack() {
      inFlight -= 1;
    },
    block(until) {
      blockedUntil = Math.max(blockedUntil, until);
    },
    isBlocked: (now) => now < blockedUntil,
    isIdle(now) {
      forgetOld(now);
      return inFlight === 0 && spent.length === 0 && blockedUntil <= now;
    },
  };
}

import "server-only";
import { appError } from "../../app-error";
import type { Monotonic } from "../../clock";

const MINUTE = 60_000;
/** More than these are cleared of what is full again. */
const MANY = 1000;

/**
 * How many calls a session may make: so many at once, and so many again each minute. It is there for scripts that run
 * away, far above what people do, so it is kept in memory, per process.
 */
export function createRequestBudget({ elapsed, perMinute }: { elapsed: Monotonic; perMinute: number }) {
  const budgets = new Map<string, { left: number; at: number }>();

  const leftOf = (key: string, now: number): number => {
    const known = budgets.get(key);
    if (!known) return perMinute;
    return Math.min(perMinute, known.left + ((now - known.at) / MINUTE) * perMinute);
  };

  return {
    /** Counts a call; throws `too_many_requests` when there have been too many. */
    take(key: string): void {
      const now = elapsed();
      const left = leftOf(key, now);
      if (left < 1) {
        const seconds = Math.max(1, Math.ceil(((1 - left) * MINUTE) / perMinute / 1000));
        throw appError("too_many_requests", `This session makes more than ${perMinute} calls a minute.`, {
          advice: `Wait ${seconds} seconds. If a script does this, let it wait between its calls.`,
          retryAfterSeconds: seconds,
        });
      }
      budgets.set(key, { left: left - 1, at: now });
      if (budgets.size > MANY) {
        for (const other of budgets.keys()) if (leftOf(other, now) >= perMinute) budgets.delete(other);
      }
    },
  };
}

export type RequestBudget = ReturnType<typeof createRequestBudget>;

import "server-only";

/** All that the client knows of time and chance; tests bring their own. */
export interface Timing {
  /** Milliseconds since the epoch. Somebody may set it: for dates alone, never for waiting. */
  readonly clock: () => number;
  /** Milliseconds that only grow, whatever becomes of the clock: for windows, waits and deadlines. */
  readonly elapsed: () => number;
  /** Ends after the time, or early with the signal; never fails. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to just below 1. */
  readonly random: () => number;
}

/** The machine's own. A sleep has one timer, which is gone when the sleep is over. */
export const systemTiming: Timing = {
  clock: Date.now,
  elapsed: () => performance.now(),
  random: Math.random,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end, { once: true });
    }),
};

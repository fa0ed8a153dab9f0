import "server-only";

/** What time it is; tests bring their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** Milliseconds that only grow, whatever becomes of the clock: for all waiting. Nothing of it is stored. */
export type Monotonic = () => number;

export const systemMonotonic: Monotonic = () => performance.now();

/** So far the clocks of two machines, or one before and after it was put right, may be apart without harm. */
const SKEW_MS = 5 * 60_000;

/**
 * Whether a moment that was written down when it had come still lies ahead: the clock stood wrong then, or does now.
 * What waits for such a moment to be long past would wait for years: it counts as over.
 */
export const isAhead = (moment: Date | number, now: Date | number): boolean =>
  Number(moment) - Number(now) > SKEW_MS;

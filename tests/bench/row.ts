import type { Run, Runs } from "./measure";

export interface Target {
  readonly what: string;
  /** What was measured, in words. */
  readonly measured: string;
  readonly met: boolean;
}

/** How somebody else does the same job. */
export interface Rival {
  /** For the whole job. */
  readonly ms: number;
  /** So many of `wanted` were done. */
  readonly done: number;
  readonly wanted: number;
  /** Greater than 1: that many times less was done, and the time is scaled up. */
  readonly scaledBy: number;
}

/** One job in the table. */
export interface Row {
  readonly job: string;
  readonly wanted: number;
  /** What the delay alone allows, in words and in milliseconds. */
  readonly limit: { readonly words: string; readonly ms: number };
  readonly ours: Runs;
  /** Plain fetch with `Promise.all`. */
  readonly plain: Rival | null;
  /** The vendor's own client, one call after the other. */
  readonly vendor: Rival | null;
  readonly targets: readonly Target[];
}

export function rivalFrom(run: Run, wanted: number, scaledBy = 1): Rival {
  return { ms: run.ms * scaledBy, done: run.done * scaledBy, wanted, scaledBy };
}

/** A target on a ratio. */
export function atMost(what: string, value: number, highest: number): Target {
  return { what: `${what} ≤ ${highest} ×`, measured: `${value.toFixed(2)} ×`, met: value <= highest };
}

/** A target on a count. */
export function exactly(what: string, value: number, wanted: number): Target {
  return { what: `${what}: ${wanted}`, measured: String(value), met: value === wanted };
}

/** In every run, not only in the median one. */
export function allDone({ all }: Runs, wanted: number): Target {
  return exactly("done in each run", Math.min(...all.map(({ done }) => done)), wanted);
}

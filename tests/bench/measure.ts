import { memoryUsage } from "node:process";
import type { BenchSandbox, SandboxStats } from "./sandbox";

const LOOKS_AT_MEMORY_EVERY_MS = 10;

/** What a piece of work got done. */
export interface Outcome {
  /** Rows read, tokens revoked, calls answered. */
  readonly done: number;
  /** When the first page was with the caller. */
  readonly firstMs?: number;
}

export interface Run extends Outcome {
  readonly ms: number;
  readonly seen: SandboxStats;
  /** Highest resident memory of this process above that at the start of the run. */
  readonly peakBytes: number;
}

export interface Runs {
  readonly median: Run;
  readonly all: readonly Run[];
}

/** `since` gives the milliseconds since the work began. */
export type Work = (since: () => number) => Promise<Outcome>;

/** `peak` gives the highest resident memory so far, above that at the start; the watch ends with the work. */
async function watchingMemory<Result>(work: (peak: () => number) => Promise<Result>): Promise<Result> {
  const idle = memoryUsage.rss();
  let highest = idle;
  const look = () => {
    highest = Math.max(highest, memoryUsage.rss());
    return highest - idle;
  };
  const timer = setInterval(look, LOOKS_AT_MEMORY_EVERY_MS);
  try {
    return await work(look);
  } finally {
    clearInterval(timer);
  }
}

/** Does the work once and notes its time, this process's memory, and what the sandbox saw. */
export async function measure(sandbox: BenchSandbox, work: Work): Promise<Run> {
  await sandbox.clearStats();
  return watchingMemory(async (peak) => {
    const start = performance.now();
    const since = () => performance.now() - start;
    const outcome = await work(since);
    const ms = since();
    const peakBytes = peak();
    return { ...outcome, ms, peakBytes, seen: await sandbox.stats() };
  });
}

/** One run after the other. */
export async function repeat(times: number, run: () => Promise<Run>): Promise<Runs> {
  const all: Run[] = [];
  while (all.length < times) all.push(await run());
  return runsOf(all);
}

/** Of an even number of runs the median is the faster of the middle two. */
export function runsOf(all: readonly Run[]): Runs {
  const byTime = [...all].sort((one, other) => one.ms - other.ms);
  const median = byTime[Math.ceil(byTime.length / 2) - 1];
  if (!median) throw new Error("Nothing was run.");
  return { median, all };
}

import { cpuUsage, memoryUsage } from "node:process";

export type Cost = {
  /** CPU time of this process since the last clearing. */
  readonly cpuMs: number;
  /** Time that passed in the same while: the share of a CPU is the one divided by the other. */
  readonly elapsedMs: number;
  readonly residentBytes: number;
};

/** What the sandbox itself costs, so that a measurement can tell whether it was the bottleneck. */
export function createOwnCost(): { now(): Cost; clear(): void } {
  let since = { cpu: cpuUsage(), at: performance.now() };
  return {
    now() {
      const { user, system } = cpuUsage(since.cpu);
      return {
        cpuMs: (user + system) / 1000,
        elapsedMs: performance.now() - since.at,
        residentBytes: memoryUsage.rss(),
      };
    },
    clear() {
      since = { cpu: cpuUsage(), at: performance.now() };
    },
  };
}

import type { Timing } from "@/lib/server/qlik/timing";

/** Time that passes only while somebody sleeps, and then at once: waits cost nothing and can be measured. */
export function skippingTime() {
  const time = { passed: 0 };
  const sleep: Timing["sleep"] = async (ms, signal) => {
    if (!signal.aborted) time.passed += ms;
  };
  return { time, timing: { elapsed: () => time.passed, sleep, random: () => 0 } };
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that a test moves itself: sleepers wake in order, and everything that follows happens before the next one. */
export function steppedTime(start = Date.UTC(2026, 10, 21, 12)) {
  let passed = 0;
  const sleepers = new Set<Sleeper>();
  const timing: Timing = {
    clock: () => start + passed,
    elapsed: () => passed,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          resolve();
        };
        const sleeper = { at: passed + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", wake, { once: true });
      }),
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    timing,
    passed: () => passed,
    sleeping: () => sleepers.size,
    /** Lets so many milliseconds pass. */
    async advance(ms: number) {
      const end = passed + ms;
      await settle();
      for (;;) {
        const next = [...sleepers].reduce<Sleeper | null>(
          (first, one) => (!first || one.at < first.at ? one : first),
          null,
        );
        if (!next || next.at > end) break;
        passed = Math.max(passed, next.at);
        for (const sleeper of [...sleepers]) if (sleeper.at <= passed) sleeper.wake();
        await settle();
      }
      passed = end;
    },
  };
}

import { expect, onTestFinished, test, vi } from "vitest";
import { startWorker } from "@/lib/server/jobs/worker";
import { createLog } from "@/lib/server/log";

function workerForTest(round: (signal: AbortSignal) => Promise<void>, everyMs = 60_000) {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const worker = startWorker({ mayWork: async () => true, name: "test", everyMs, log, round });
  onTestFinished(() => worker.stop());
  return { worker, lines };
}

test("it looks at once, and again as soon as it is woken", async () => {
  let rounds = 0;
  const { worker } = workerForTest(async () => {
    rounds += 1;
  });
  await vi.waitFor(() => expect(rounds).toBe(1));
  worker.wake();
  await vi.waitFor(() => expect(rounds).toBe(2));
});

test("woken in the middle of a round, it looks once more right after", async () => {
  let rounds = 0;
  let go: () => void = () => undefined;
  const { worker } = workerForTest(async () => {
    rounds += 1;
    if (rounds === 1)
      await new Promise<void>((resolve) => {
        go = resolve;
      });
  });
  await vi.waitFor(() => expect(rounds).toBe(1));
  worker.wake();
  go();
  await vi.waitFor(() => expect(rounds).toBe(2));
});

test("what goes wrong in a round is logged, and the next round comes", async () => {
  let rounds = 0;
  const { lines } = workerForTest(async () => {
    rounds += 1;
    if (rounds === 1) throw new Error("the disk is on fire");
  }, 5);
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(1));
  expect(lines.join()).toContain("the disk is on fire");
});

test("stopping waits for the round under way, tells it, and begins no other", async () => {
  let rounds = 0;
  let told = false;
  const { worker } = workerForTest(async (signal) => {
    rounds += 1;
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    told = true;
  }, 1);
  await vi.waitFor(() => expect(rounds).toBe(1));
  await worker.stop();
  expect([rounds, told]).toEqual([1, true]);
});

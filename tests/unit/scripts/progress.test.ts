import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { withProgress } from "@/scripts/lib/progress.js";

const printed: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  printed.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("of two things that go on at once each says how far it is, and somebody who waits hears every 15 seconds", async () => {
  const lasting = (seconds: number) => () => new Promise<void>((done) => setTimeout(done, seconds * 1000));
  const both = Promise.all([
    withProgress("Making bread (hours where it must rise)", lasting(20)),
    withProgress("Making soup", lasting(10)),
  ]);
  await vi.advanceTimersByTimeAsync(20_000);
  await both;
  expect(printed).toEqual([
    "› Making bread (hours where it must rise) …",
    "› Making soup …",
    "  Making soup: done in 10 s",
    "  Making bread: still at it after 15 s",
    "  Making bread: done in 20 s",
  ]);
});

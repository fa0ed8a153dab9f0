import { expect, test } from "vitest";
import { isAppError } from "@/lib/server/app-error";
import { createRequestBudget } from "@/lib/server/services/sessions/request-budget";

function budget(perMinute: number) {
  let now = 0;
  const { take } = createRequestBudget({ elapsed: () => now, perMinute });
  return {
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    /** How many of so many calls are let through. */
    let: (calls: number, key = "session") => {
      let through = 0;
      for (let call = 0; call < calls; call += 1) {
        try {
          take(key);
          through += 1;
        } catch (failure) {
          if (!isAppError(failure) || failure.code !== "too_many_requests") throw failure;
          expect(failure.details.retryAfterSeconds).toBeGreaterThan(0);
        }
      }
      return through;
    },
  };
}

test("a session may make so many calls at once, and as many again in a minute", () => {
  const calls = budget(60);
  expect(calls.let(100)).toBe(60);
  calls.advance(10_000);
  expect(calls.let(100)).toBe(10);
  calls.advance(3_600_000);
  expect(calls.let(100)).toBe(60);
});

test("what one session makes is not counted against another", () => {
  const calls = budget(5);
  expect([calls.let(9, "one"), calls.let(9, "other")]).toEqual([5, 5]);
});

test("thousands of sessions are counted as each should be", () => {
  const calls = budget(2);
  expect(calls.let(3, "first")).toBe(2);
  for (let number = 0; number < 3000; number += 1) calls.let(1, `session ${number}`);
  expect(calls.let(1, "first")).toBe(0);
});

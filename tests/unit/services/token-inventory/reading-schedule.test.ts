import { expect, test } from "vitest";
import { tokensDueAt } from "@/lib/server/services/token-inventory/reading-schedule";

const MINUTE = 60_000;
const AT = Date.parse("2026-11-21T12:00:00Z");
const read = { tenantId: "a", outcome: "succeeded", startedAt: new Date(AT), watchedUntil: null } as const;
const minutesAfter = (moment: number) => (moment - AT) / MINUTE;

test("a tenant that was never read, or that somebody left half-read, is due at once", () => {
  expect(tokensDueAt({ ...read, outcome: null, startedAt: null })).toBe(0);
  expect(tokensDueAt({ ...read, outcome: "running" })).toBe(0);
});

test("a tenant is due an hour after its last reading, failed or not, each a little later by itself", () => {
  for (const outcome of ["succeeded", "failed"] as const) {
    const due = minutesAfter(tokensDueAt({ ...read, outcome }));
    expect(due).toBeGreaterThanOrEqual(60);
    expect(due).toBeLessThanOrEqual(65);
  }
  expect(tokensDueAt(read)).toBe(tokensDueAt(read));
  expect(tokensDueAt({ ...read, tenantId: "b" })).not.toBe(tokensDueAt(read));
});

test("for an hour after a revocation it is due every five minutes, and once more when the hour is over", () => {
  const watched = (minutes: number) => ({ ...read, watchedUntil: new Date(AT + minutes * MINUTE) });
  expect(minutesAfter(tokensDueAt(watched(60)))).toBe(5);
  expect(minutesAfter(tokensDueAt(watched(2)))).toBe(2);
  expect(minutesAfter(tokensDueAt(watched(-1)))).toBeGreaterThanOrEqual(60);
});

import { expect, test } from "vitest";
import { tokensDueAt } from "@/lib/server/services/token-inventory/reading-schedule";

const MINUTE = 60_000;
const AT = Date.parse("2026-11-21T12:00:00Z");
const read = { tenantId: "a", outcome: "succeeded", startedAt: new Date(AT), watchedUntil: null } as const;
const minutesAfter = (moment: number) => (moment - AT) / MINUTE;

test("a tenant that was never read, or that somebody left half-read, is due at once", () => {
  expect(tokensDueAt({ ...read, outcome: null, startedAt: null }, AT)).toBe(0);
  expect(tokensDueAt({ ...read, outcome: "running" }, AT)).toBe(0);
});

test("a tenant is due an hour after its last reading, failed or not, each a little later by itself", () => {
  for (const outcome of ["succeeded", "failed"] as const) {
    const due = minutesAfter(tokensDueAt({ ...read, outcome }, AT));
    expect(due).toBeGreaterThanOrEqual(60);
    expect(due).toBeLessThanOrEqual(65);
  }
  expect(tokensDueAt(read, AT)).toBe(tokensDueAt(read, AT));
  expect(tokensDueAt({ ...read, tenantId: "b" }, AT)).not.toBe(tokensDueAt(read, AT));
});

test("for an hour after a revocation it is due every five minutes, and once more when the hour is over", () => {
  const watched = (minutes: number) => ({ ...read, watchedUntil: new Date(AT + minutes * MINUTE) });
  expect(minutesAfter(tokensDueAt(watched(60), AT))).toBe(5);
  expect(minutesAfter(tokensDueAt(watched(2), AT))).toBe(2);
  expect(minutesAfter(tokensDueAt(watched(-1), AT))).toBeGreaterThanOrEqual(60);
});

test("a tenant that was read at a time that has not come is due at once, and no tenant is watched until then", () => {
  const years = 2 * 365 * 24 * 60 * MINUTE;
  expect(tokensDueAt({ ...read, startedAt: new Date(AT + years) }, AT)).toBe(0);
  const watched = { ...read, watchedUntil: new Date(AT + years) };
  expect(minutesAfter(tokensDueAt(watched, AT))).toBeGreaterThanOrEqual(60);
});

import { expect, test } from "vitest";
import { hasEnded, latestEnd } from "@/lib/server/services/sessions/session-times";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const signIn = { idleMinutes: 30, absoluteHours: 12, secondFactorRequiredFor: [] };
const noon = new Date("2026-03-01T12:00:00Z");
const after = (ms: number) => new Date(noon.getTime() + ms);

const session = (lastSeenAt = noon, expiresAt = latestEnd(noon, signIn)) => ({
  id: "one",
  createdAt: noon,
  lastSeenAt,
  expiresAt,
  authenticatedAt: noon,
  method: "password" as const,
  address: null,
  userAgent: null,
});

test.each([
  ["goes on to the very end of its idle time", session(), 30 * MINUTE, false],
  ["ends when it was not used for longer", session(), 30 * MINUTE + 1, true],
  ["ends after its hours however much it is used", session(after(12 * HOUR - 1)), 12 * HOUR, true],
  ["ends when it was to end, though it may be older now", session(after(HOUR), after(HOUR)), HOUR, true],
  ["has ended when it was used at a time that has not come", session(after(2 * HOUR)), HOUR, true],
  ["has ended when it began at a time that has not come", session(), -HOUR, true],
])("a session %s", (_what, given, ms, ended) => {
  expect(hasEnded(given, signIn, after(ms))).toBe(ended);
});

test("shorter hours hold for sessions that have begun", () => {
  expect(hasEnded(session(after(2 * HOUR)), { ...signIn, absoluteHours: 2 }, after(2 * HOUR))).toBe(true);
});

import { expect, test } from "vitest";
import { isPeriod, periodWords, readPeriod, typedPeriod } from "@/lib/contracts/periods";

const now = new Date("2026-11-30T23:30:00Z");
const meant = (value: string, at = now) => {
  const period = readPeriod(value, at);
  return period && [period.from?.toISOString(), period.to?.toISOString()];
};

test("days are those of the zone that is named, else of UTC", () => {
  expect(meant("2026-11-01..2026-11-30@Europe/Berlin")).toEqual([
    "2026-10-31T23:00:00.000Z",
    "2026-11-30T23:00:00.000Z",
  ]);
  expect(meant("2026-11-30..2026-11-30")).toEqual(["2026-11-30T00:00:00.000Z", "2026-12-01T00:00:00.000Z"]);
  expect(meant("2026-11-30..@Asia/Kolkata")).toEqual(["2026-11-29T18:30:00.000Z", undefined]);
  expect(meant("..2026-11-30@America/New_York")).toEqual([undefined, "2026-12-01T05:00:00.000Z"]);
});

test("today and months are counted from where the reader is", () => {
  expect(meant("today@Europe/Berlin")).toEqual(["2026-11-30T23:00:00.000Z", "2026-12-01T23:00:00.000Z"]);
  expect(meant("yesterday@UTC")).toEqual(["2026-11-29T00:00:00.000Z", "2026-11-30T00:00:00.000Z"]);
  expect(meant("this-month@UTC")).toEqual(["2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"]);
  expect(meant("last-month@Europe/Berlin")).toEqual(["2026-10-31T23:00:00.000Z", "2026-11-30T23:00:00.000Z"]);
  expect(meant("last-month@UTC", new Date("2026-01-15T00:00:00Z"))).toEqual([
    "2025-12-01T00:00:00.000Z",
    "2026-01-01T00:00:00.000Z",
  ]);
});

test("a day on which the clock is changed has its own length", () => {
  expect(meant("2026-03-29..2026-03-29@Europe/Berlin")).toEqual([
    "2026-03-28T23:00:00.000Z",
    "2026-03-29T22:00:00.000Z",
  ]);
  // In Beirut the clock goes from 00:00 to 01:00.
  expect(meant("2026-03-29..2026-03-29@Asia/Beirut")).toEqual([
    "2026-03-28T22:00:00.000Z",
    "2026-03-29T21:00:00.000Z",
  ]);
});

test("days that no database holds are taken for the first or the last that all of them hold", () => {
  expect(meant("0000-01-01..9999-12-31")).toEqual(["1000-01-02T00:00:00.000Z", "9999-12-31T00:00:00.000Z"]);
  expect(meant("0099-01-01..9999-12-31@America/New_York")?.[1]).toBe("9999-12-31T05:00:00.000Z");
  expect(meant("0099-01-01..@Asia/Tokyo")?.[0]).toMatch(/^1000-01-01T/);
});

test.each([
  "",
  "..",
  "..@UTC",
  "tomorrow",
  "2026-13-01..",
  "2026-02-30..2026-03-01",
  "2026-11-30..2026-11-01",
  "today@Nowhere/Land",
  "2026-11-30",
  "30d",
])("%j is no period", (value) => {
  expect(isPeriod(value)).toBe(false);
  expect(readPeriod(value, now)).toBeUndefined();
  expect(periodWords(value)).toBeUndefined();
});

test("a period is told with whose days they are, and typed without", () => {
  expect(periodWords("last-month@Europe/Berlin")).toBe("Last month (Europe/Berlin)");
  expect(periodWords("2026-11-01..2026-11-30@UTC")).toBe("2026-11-01 to 2026-11-30 (UTC)");
  expect(periodWords("2026-11-01..2026-11-01")).toBe("2026-11-01 (UTC)");
  expect(periodWords("2026-11-01..@UTC")).toBe("From 2026-11-01 (UTC)");
  expect(periodWords("..2026-11-01@UTC")).toBe("Until 2026-11-01 (UTC)");
  expect(typedPeriod("last-month", "Europe/Berlin")).toBe("last-month@Europe/Berlin");
  expect(typedPeriod("2026-11-01..@europe/berlin", "UTC")).toBe("2026-11-01..@Europe/Berlin");
  expect(typedPeriod("acme", "UTC")).toBeUndefined();
});

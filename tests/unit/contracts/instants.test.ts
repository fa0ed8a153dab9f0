import { expect, test } from "vitest";
import { momentKey, momentOf } from "@/lib/contracts/instants";

test("moments sort as they come in time, however they are written", () => {
  const inTime = [
    "2026-11-29",
    "2026-11-30T01:30:00+02:00",
    "2026-11-30T00:00:00Z",
    "2026-11-30T00:00:00.123456789Z",
    "2026-11-30T00:00:00.500Z",
    "2026-11-30T00:00:01",
    "2026-11-30T00:00:02Z",
  ];
  expect(inTime.toSorted((a, b) => ((momentKey(a) ?? "") < (momentKey(b) ?? "") ? -1 : 1))).toEqual(inTime);
  expect(inTime.toSorted()).not.toEqual(inTime);
  expect(inTime.map((text) => momentOf(text)?.toISOString())).toEqual(inTime.map(momentKey));
});

test("what is no moment is none", () => {
  for (const text of [null, undefined, "", "soon"]) expect(momentOf(text)).toBeUndefined();
});

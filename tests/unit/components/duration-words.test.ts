import { expect, test } from "vitest";
import { durationWords, shortDuration } from "@/components/revocations/duration-words";

test.each([
  [1, "a few seconds"],
  [30, "less than a minute"],
  [61, "about 1 minute"],
  [600, "about 10 minutes"],
  [3600, "about 1 hour"],
  [3600 + 1800, "about 1 hour 30 min"],
  [3 * 3600, "about 3 hours"],
])("%d seconds are said as %s", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});

test.each([
  [0, "0 s"],
  [65, "65 s"],
  [119, "119 s"],
  [185, "3 min"],
  [3 * 3600 + 60, "3 h"],
])("%d seconds that have passed are said as %s", (seconds, words) => {
  expect(shortDuration(seconds)).toBe(words);
});

import { describe, expect, it } from "vitest";
import { relativeDateWords, relativeDayWords, relativeWords } from "@/components/ui/relative-words";
import { formatUtcDate, formatUtcDateTime, toMillis } from "@/components/ui/utc";

const now = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("relative times", () => {
  it.each([
    [0, "just now"],
    [59_999, "just now"],
    [minute, "1 min ago"],
    [2 * minute + 30_000, "2 min ago"],
    [hour, "1 hour ago"],
    [23 * hour, "23 hours ago"],
    [day, "1 day ago"],
    [59 * day, "59 days ago"],
    [61 * day, "2 months ago"],
    [800 * day, "2 years ago"],
  ])("say how long ago %i ms are", (gap, words) => {
    expect(relativeWords(now - gap, now)).toBe(words);
  });

  it("look ahead with the same units", () => {
    expect(relativeWords(now + 30_000, now)).toBe("just now");
    expect(relativeWords(now + 14 * day, now)).toBe("in 14 days");
  });

  it("count days by the UTC calendar, not by 24 hours or the reader's time zone", () => {
    const lateTonight = Date.UTC(2026, 10, 21, 23, 59);
    const justAfter = Date.UTC(2026, 10, 22, 0, 1);
    expect(relativeDayWords(lateTonight, now)).toBe("today");
    expect(relativeDateWords({ millis: now - 60_000, dayAlone: false }, now)).toBe("1 min ago");
    expect(relativeDateWords({ millis: lateTonight, dayAlone: false }, now)).toMatch(/^in \d+ hours$/);
    expect(relativeDateWords({ millis: Date.UTC(2026, 10, 21), dayAlone: true }, now)).toBe("today");
    expect(relativeDateWords({ millis: justAfter, dayAlone: false }, now)).toBe("tomorrow");
    expect(relativeDayWords(justAfter, now)).toBe("tomorrow");
    expect(relativeDayWords(justAfter, lateTonight)).toBe("tomorrow");
    expect(relativeDayWords(Date.UTC(2026, 10, 20, 1), now)).toBe("yesterday");
    expect(relativeDayWords(Date.UTC(2026, 11, 5), now)).toBe("in 14 days");
  });

  it("give the exact time in UTC, whatever the reader's time zone is", () => {
    expect(formatUtcDate(Date.UTC(2026, 11, 5, 23, 30))).toBe("5 Dec 2026");
    expect(formatUtcDateTime(Date.UTC(2026, 8, 5, 4, 3, 2))).toBe("5 Sep 2026, 04:03:02 UTC");
  });

  it("know that not every text is a time", () => {
    expect(toMillis("2026-12-05T00:00:00Z")).toBe(Date.UTC(2026, 11, 5));
    expect(toMillis("soon")).toBeUndefined();
  });
});

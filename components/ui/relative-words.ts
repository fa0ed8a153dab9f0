const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const count = (value: number, one: string, many = `${one}s`) => `${value} ${value === 1 ? one : many}`;

function distance(millis: number): string {
  if (millis < hour) return `${Math.floor(millis / minute)} min`;
  if (millis < day) return count(Math.floor(millis / hour), "hour");
  return wordDays(Math.floor(millis / day));
}

function wordDays(days: number): string {
  if (days < 60) return count(days, "day");
  if (days < 730) return count(Math.floor(days / 30.44), "month");
  return count(Math.floor(days / 365.25), "year");
}

/** "2 min ago", "3 hours ago", "in 14 days"; within a minute of now, on either side, "just now". */
export function relativeWords(thenMillis: number, nowMillis: number): string {
  const past = thenMillis <= nowMillis;
  const gap = Math.abs(nowMillis - thenMillis);
  // What was read a second ago may lie ahead of a clock that ticks every half minute.
  if (gap < minute) return "just now";
  return past ? `${distance(gap)} ago` : `in ${distance(gap)}`;
}

/**
 * Of a day: as {@link relativeDayWords}. Of a moment of today: "5 min ago", "in 3 hours", for what ended a minute ago does
 * not end today.
 */
export function relativeDateWords(then: { millis: number; dayAlone: boolean }, nowMillis: number): string {
  const isToday = Math.floor(then.millis / day) === Math.floor(nowMillis / day);
  return isToday && !then.dayAlone
    ? relativeWords(then.millis, nowMillis)
    : relativeDayWords(then.millis, nowMillis);
}

/** Whole days by the UTC calendar: "today", "tomorrow", "in 14 days", "3 days ago". */
export function relativeDayWords(thenMillis: number, nowMillis: number): string {
  const days = Math.floor(thenMillis / day) - Math.floor(nowMillis / day);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${wordDays(days)}` : `${wordDays(-days)} ago`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A stretch of time as people say it: never more exact than it is known. In seconds. */
export function durationWords(seconds: number): string {
  if (seconds < 10) return "a few seconds";
  if (seconds < MINUTE) return "less than a minute";
  if (seconds < HOUR) return about(Math.round(seconds / MINUTE), "minute");
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.round((seconds % HOUR) / MINUTE);
  return minutes === 0 ? about(hours, "hour") : `${about(hours, "hour")} ${minutes} min`;
}

/** A stretch of time that is known, as short as it can be said: "40 s", "3 min". In seconds. */
export function shortDuration(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${seconds} s`;
  if (seconds < 2 * HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  return `${Math.floor(seconds / HOUR)} h`;
}

const about = (count: number, unit: string) => `about ${count} ${unit}${count === 1 ? "" : "s"}`;

"use client";

import { useNow } from "./now";
import { relativeWords } from "./relative-words";
import { formatUtcDateTime, type Instant, toMillis } from "./utc";

type RelativeTimeProps = {
  value: Instant | null | undefined;
  /** Said where there is no time, for example "Never". */
  fallback?: string | undefined;
  className?: string | undefined;
};

/** "2 min ago", with the exact time in UTC on hover. */
export function RelativeTime({ value, fallback = "—", className }: RelativeTimeProps) {
  const now = useNow();
  const millis = value === null || value === undefined ? undefined : toMillis(value);
  if (millis === undefined) return <span className="text-text-faint">{fallback}</span>;
  return (
    <time dateTime={new Date(millis).toISOString()} title={formatUtcDateTime(millis)} className={className}>
      {relativeWords(millis, now)}
    </time>
  );
}

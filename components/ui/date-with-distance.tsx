"use client";

import { isDayAlone } from "@/lib/contracts/instants";
import { cn } from "./cn";
import { useNow } from "./now";
import { relativeDateWords } from "./relative-words";
import { type Tone, toneTextStyles } from "./tone";
import { formatUtcDate, formatUtcDateTime, type Instant, toMillis } from "./utc";

type DateWithDistanceProps = {
  value: Instant | null | undefined;
  fallback?: string | undefined;
  /** Colours the distance where it matters; the words say it too. */
  tone?: Tone | undefined;
  className?: string | undefined;
};

/** A date that matters says both: "5 Dec 2026, in 14 days"; a moment of today "30 Nov 2026, 5 min ago". The calendar is UTC's. */
export function DateWithDistance({
  value,
  fallback = "—",
  tone = "neutral",
  className,
}: DateWithDistanceProps) {
  const now = useNow();
  const millis = value === null || value === undefined ? undefined : toMillis(value);
  const dayAlone = typeof value === "string" && isDayAlone(value);
  if (millis === undefined) return <span className="text-text-faint">{fallback}</span>;
  return (
    <time
      dateTime={new Date(millis).toISOString()}
      title={formatUtcDateTime(millis)}
      className={cn("whitespace-nowrap", className)}
    >
      {formatUtcDate(millis)},{" "}
      <span className={toneTextStyles[tone]}>{relativeDateWords({ millis, dayAlone }, now)}</span>
    </time>
  );
}

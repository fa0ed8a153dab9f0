"use client";

import { DateWithDistance } from "@/components/ui/date-with-distance";
import { useNow } from "@/components/ui/now";
import type { Tone } from "@/components/ui/tone";

const DAY = 86_400_000;

interface EndDateProps {
  readonly value: string | null;
  /** For dates that nothing hangs on. */
  readonly quiet?: boolean | undefined;
}

/** When something ends that matters: red in the last two weeks and after, amber in the last two months. */
export function EndDate({ value, quiet = false }: EndDateProps) {
  const now = useNow();
  return <DateWithDistance value={value} tone={quiet ? "neutral" : urgency(value, now)} />;
}

function urgency(value: string | null, now: number): Tone {
  if (value === null) return "neutral";
  const left = Date.parse(value) - now;
  if (left < 14 * DAY) return "danger";
  return left < 60 * DAY ? "warning" : "neutral";
}

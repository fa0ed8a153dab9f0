"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatUtcDate } from "@/components/ui/utc";
import type { Overview } from "@/lib/contracts/overview";

const axis = { fontSize: 11, fill: "var(--color-text-muted)" };

/** Licences and deletions by week; what it shows stands in a table beside it. */
export function EndingsChart({ weeks }: { weeks: Overview["endingsByWeek"] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={weeks.map((week) => ({ ...week, day: shortDay(week.startsAt) }))}
        margin={{ top: 4, right: 0, bottom: 0, left: -28 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis dataKey="day" tick={axis} tickLine={false} axisLine={{ stroke: "var(--color-line)" }} />
        <YAxis allowDecimals={false} tick={axis} tickLine={false} axisLine={false} />
        <Tooltip
          cursor={{ fill: "var(--color-surface-hover)" }}
          labelFormatter={(label) => `Week from ${String(label)}`}
          contentStyle={{
            background: "var(--color-surface-raised)",
            border: "1px solid var(--color-line-strong)",
            borderRadius: 6,
            color: "var(--color-text)",
            fontSize: 13,
          }}
          itemStyle={{ color: "var(--color-text)" }}
        />
        <Bar
          dataKey="licenses"
          name="Licenses"
          stackId="ends"
          fill="var(--color-warning)"
          isAnimationActive={false}
          maxBarSize={28}
        />
        <Bar
          dataKey="deletions"
          name="Deletions"
          stackId="ends"
          fill="var(--color-danger)"
          isAnimationActive={false}
          maxBarSize={28}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

/** "5 Dec". */
const shortDay = (at: string) => formatUtcDate(Date.parse(at)).replace(/ \d{4}$/, "");

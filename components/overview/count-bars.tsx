"use client";

import { Bar, BarChart, Cell, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Tone } from "@/components/ui/tone";
import type { CountRow } from "./count-row";

const fills: Record<Tone, string> = {
  neutral: "var(--color-line-control)",
  success: "var(--color-success)",
  warning: "var(--color-warning)",
  danger: "var(--color-danger)",
  info: "var(--color-info)",
};

/** The bars beside a table of numbers; only the library's drawing, for the table says it all. */
export function CountBars({ rows }: { rows: readonly CountRow[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...rows]}
        layout="vertical"
        margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[0, "dataMax"]} />
        <YAxis type="category" dataKey="href" hide />
        <Bar dataKey="count" barSize={10} radius={3} minPointSize={3} isAnimationActive={false}>
          {rows.map(({ href, tone }) => (
            <Cell key={href} fill={tone ? fills[tone] : "var(--color-accent)"} />
          ))}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}

"use client";

import dynamic from "next/dynamic";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Tone, toneTextStyles } from "@/components/ui/tone";
import { ToneIcon } from "@/components/ui/tone-icon";

export interface CountRow {
  readonly label: string;
  readonly count: number;
  /** Where colour may speak of a state; without one all bars are alike. */
  readonly tone: Tone | undefined;
  readonly href: string;
}

/** Rows have a fixed height, so that each bar of the chart stands in the line of its number. */
const ROW_PX = 32;

const CountBars = dynamic(() => import("./count-bars").then((loaded) => loaded.CountBars), { ssr: false });

/** How tenants are spread over the values of one member: a table of numbers with a bar in the line of each. */
export function CountsCard({
  title,
  what,
  rows,
}: {
  title: string;
  what: string;
  rows: readonly CountRow[];
}) {
  const sorted = [...rows].sort((one, other) => other.count - one.count);
  return (
    <Card title={title}>
      <div className="grid grid-cols-[minmax(0,auto)_minmax(4rem,1fr)] gap-x-4">
        <table className="w-full text-sm">
          <caption className="sr-only">{title}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{what}</th>
              <th scope="col">Tenants</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ label, count, tone, href }) => (
              <tr key={href} className="h-8">
                <th scope="row" className="max-w-0 pr-4 text-left font-normal sm:max-w-none">
                  <Link
                    href={href}
                    title={label}
                    className="inline-flex max-w-full items-center gap-1.5 text-text"
                  >
                    {tone ? (
                      <ToneIcon tone={tone} className={`size-3.5 shrink-0 ${toneTextStyles[tone]}`} />
                    ) : null}
                    <span className="truncate">{label}</span>
                  </Link>
                </th>
                <td className="w-12 text-right font-medium">{count.toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div aria-hidden="true" className="min-w-0">
          <CountBars rows={sorted} height={sorted.length * ROW_PX} />
        </div>
      </div>
    </Card>
  );
}

"use client";

import dynamic from "next/dynamic";
import { Card } from "@/components/ui/card";
import { PlainLink } from "@/components/ui/link";
import { toneTextStyles } from "@/components/ui/tone";
import { ToneIcon } from "@/components/ui/tone-icon";
import type { CountRow } from "./count-row";
import { withoutChart } from "./without-chart";

const CountBars = dynamic(() => import("./count-bars").then((loaded) => loaded.CountBars, withoutChart), {
  ssr: false,
});

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
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-x-4">
        <table className="w-full table-fixed text-sm">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="h-0 [&>th]:h-0 [&>th]:overflow-hidden [&>th]:text-[0px] [&>th]:leading-none">
              <th scope="col">{what}</th>
              <th scope="col" className="w-14">
                Tenants
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ label, count, tone, href }) => (
              <tr key={href} className="h-8 touch:h-11">
                <th scope="row" className="truncate pr-4 text-left font-normal">
                  <PlainLink
                    href={href}
                    title={label}
                    className="inline-flex max-w-full items-center gap-1.5 text-text touch:h-11"
                  >
                    {tone ? (
                      <ToneIcon tone={tone} className={`size-3.5 shrink-0 ${toneTextStyles[tone]}`} />
                    ) : null}
                    <span className="truncate">{label}</span>
                  </PlainLink>
                </th>
                <td className="w-12 text-right font-medium">{count.toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {/* As high as the rows, which all have one height: each bar stands in the line of its number. */}
        <div aria-hidden="true" className="relative min-w-0">
          <div className="absolute inset-0">
            <CountBars rows={sorted} />
          </div>
        </div>
      </div>
    </Card>
  );
}

"use client";

import { CalendarX2, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { EndDate } from "@/components/tenants/end-date";
import { BidiText } from "@/components/ui/bidi-text";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { formatUtcDate } from "@/components/ui/utc";
import { paths } from "@/lib/client/paths";
import { ENDS_WITHIN_DAYS, type Ending, type Overview } from "@/lib/contracts/overview";
import { withoutChart } from "./without-chart";

const EndingsChart = dynamic(
  () => import("./endings-chart").then((loaded) => loaded.EndingsChart, withoutChart),
  {
    ssr: false,
    loading: () => <Skeleton size="h-36 w-full" />,
  },
);

const SHOWN = 6;

/** Licences and deletions of the next months: week by week, and the next ones by name. */
export function EndingsCard({ overview: { endings, endingsTotal, endingsByWeek } }: { overview: Overview }) {
  const title = `Ends in the next ${ENDS_WITHIN_DAYS} days`;
  const within = `${ENDS_WITHIN_DAYS}d`;
  if (endingsTotal === 0) {
    return (
      <Card title={title}>
        <p className="text-sm text-text-muted">No license ends and no deletion is scheduled until then.</p>
      </Card>
    );
  }
  return (
    <Card
      title={title}
      flush
      footer={
        <>
          <Link alone href={`${paths.tenants}?licenseEnds=${within}&sort=licenseEndsAt`}>
            Licenses that end
          </Link>
          <Link alone href={`${paths.tenants}?deletion=${within}`}>
            Deletions that begin
          </Link>
        </>
      }
    >
      <div className="px-4 pt-4">
        <p aria-hidden="true" className="mb-2 flex gap-4 text-text-muted text-xs">
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-sm bg-warning" />
            Licenses
          </span>
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-sm bg-danger" />
            Deletions
          </span>
        </p>
        <div aria-hidden="true" className="h-36">
          <EndingsChart weeks={endingsByWeek} />
        </div>
        <table className="sr-only">
          <caption>{title}, by week</caption>
          <thead>
            <tr>
              <th scope="col">Week from</th>
              <th scope="col">Licenses</th>
              <th scope="col">Deletions</th>
            </tr>
          </thead>
          <tbody>
            {endingsByWeek.map(({ startsAt, licenses, deletions }) => (
              <tr key={startsAt}>
                <th scope="row">{formatUtcDate(Date.parse(startsAt))}</th>
                <td>{licenses}</td>
                <td>{deletions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul aria-label="What ends next" className="divide-y border-t text-sm">
        {endings.slice(0, SHOWN).map((ending) => (
          <NextEnding key={`${ending.id} ${ending.kind}`} ending={ending} />
        ))}
      </ul>
    </Card>
  );
}

function NextEnding({ ending: { id, name, kind, at } }: { ending: Ending }) {
  const Icon = kind === "deletion" ? Trash2 : CalendarX2;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 px-4 py-2 touch:pt-0">
      <span className="flex min-w-0 items-center gap-2">
        <Icon
          aria-hidden="true"
          className={`size-4 shrink-0 ${kind === "deletion" ? "text-danger" : "text-warning"}`}
        />
        <Link alone href={paths.tenant(id)} className="min-w-0 truncate">
          <BidiText>{name}</BidiText>
        </Link>
        <span className="shrink-0 text-text-muted">
          {kind === "deletion" ? "deletion starts" : "license ends"}
        </span>
      </span>
      <EndDate value={at} />
    </li>
  );
}

"use client";

import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { useNow } from "@/components/ui/now";
import { formatUtcDate, toMillis } from "@/components/ui/utc";
import type { Tenant } from "@/lib/contracts/tenants";
import { EndDate } from "./end-date";

const DAY = 86_400_000;

interface Mark {
  readonly label: string;
  readonly at: number;
  /** As Qlik sent it; today has none. */
  readonly value: string | null;
  readonly dot: string;
}

/** The licence from its start to its end, with today and a scheduled deletion on the same line. */
export function LicenseCard({ tenant }: { tenant: Tenant }) {
  const now = useNow();
  const { licenseStartsAt, licenseEndsAt, deletionStartsAt } = tenant;
  const start = millisOf(licenseStartsAt);
  const end = millisOf(licenseEndsAt);
  const deletion = millisOf(deletionStartsAt);
  if (end === undefined && deletion === undefined) return null;
  const known: Mark[] = [
    ...(start === undefined
      ? []
      : [{ label: "License starts", at: start, value: licenseStartsAt, dot: "bg-text-faint" }]),
    { label: "Today", at: now, value: null, dot: "bg-accent" },
    ...(end === undefined
      ? []
      : [{ label: "License ends", at: end, value: licenseEndsAt, dot: "bg-warning" }]),
    ...(deletion === undefined
      ? []
      : [{ label: "Deletion starts", at: deletion, value: deletionStartsAt, dot: "bg-danger" }]),
  ];
  const marks = known.sort((one, other) => one.at - other.at);
  const from = Math.min(...marks.map(({ at }) => at));
  const span = Math.max(DAY, Math.max(...marks.map(({ at }) => at)) - from);
  const place = (at: number) => `${((at - from) / span) * 100}%`;
  return (
    <Card title="License time line">
      <div className="flex flex-col gap-4">
        <div aria-hidden="true" className="relative mx-1.5 my-2 h-1.5 rounded-full bg-surface-sunken">
          {start !== undefined && end !== undefined && end > start ? (
            <span
              className="absolute inset-y-0 rounded-full bg-line-control"
              style={{ left: place(start), width: `${((end - start) / span) * 100}%` }}
            />
          ) : null}
          {marks.map(({ label, at, dot }) => (
            <span
              key={label}
              title={`${label}: ${formatUtcDate(at)}`}
              className={cn(
                "absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface-raised",
                dot,
              )}
              style={{ left: place(at) }}
            />
          ))}
        </div>
        <ol className="flex flex-wrap gap-x-8 gap-y-3 text-sm">
          {marks.map(({ label, at, value, dot }) => (
            <li key={label} className="flex flex-col">
              <span className="flex items-center gap-1.5 text-text-muted">
                <span aria-hidden="true" className={cn("size-2 rounded-full", dot)} />
                {label}
              </span>
              {value === null ? (
                <span>{formatUtcDate(at)}</span>
              ) : (
                <EndDate value={value} quiet={label === "License starts"} />
              )}
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}

const millisOf = (value: string | null) => (value === null ? undefined : toMillis(value));

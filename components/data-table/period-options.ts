import { periodNames, typedPeriod } from "@/lib/contracts/periods";
import type { DataTableFilterOption } from "./data-table-types";

/** The time zone of whoever reads; days are theirs. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Periods that have been, of days in one's own time zone. */
export const pastPeriods = (): DataTableFilterOption[] =>
  Object.entries(periodNames).map(([name, label]) => ({ value: `${name}@${ownZone()}`, label }));

/** The options of a filter over what has been done or found. */
export const pastTimes = (): DataTableFilterOption[] => [
  ...pastPeriods(),
  { value: "7d", label: "In the last 7 days" },
  { value: "30d", label: "In the last 30 days" },
];

/** Of a filter over days: beside its options, any number of days and any period may be typed. */
export const dateFilter = (days: RegExp) => ({
  closed: true,
  dates: true,
  alias: (typed: string) => (days.test(typed) ? typed : typedPeriod(typed, ownZone())),
});

/** A number of days ahead. */
export const ahead = /^[1-9]\d{0,3}d$/;
/** A number of days back, or longer ago than that. */
export const back = /^(over-)?[1-9]\d{0,3}d$/;

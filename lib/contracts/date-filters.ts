import { z } from "zod";
import { commaSeparated } from "./lists";
import { isPeriod, type Period, readPeriod } from "./periods";

/** `30d`: within the next or the last so many days, as the filter says. */
const days = /^([1-9]\d{0,3})d$/;
/** `over-30d`: longer ago than so many days. */
const over = /^over-([1-9]\d{0,3})d$/;

type DaysFilter = { readonly withinDays: number } | { readonly overDays: number };
type DateFilter = DaysFilter | { readonly period: Period } | string;

/** How many days a value of a date filter names; undefined where it is no number of days. */
export function readDays(value: string): DaysFilter | undefined {
  const within = days.exec(value)?.[1];
  if (within) return { withinDays: Number(within) };
  const longer = over.exec(value)?.[1];
  return longer ? { overDays: Number(longer) } : undefined;
}

/** What a value of a date filter means at a moment; a word stays what it is. */
export function readDateFilter(value: string, now: Date): DateFilter {
  const named = readDays(value);
  if (named) return named;
  const period = readPeriod(value, now);
  return period ? { period } : value;
}

const PERIODS =
  "today, yesterday, this-month, last-month, or days such as 2026-11-01..2026-11-30, of a time zone such as @Europe/Berlin, else of UTC";

/** A value of a filter over what is to come: a number of days such as `30d`, a period, or one of the words. */
export const untilFilter = (words: readonly [string, ...string[]]) =>
  z
    .string()
    .refine(
      (value) => days.test(value) || words.includes(value) || isPeriod(value),
      `Choose ${words.join(", ")} or days, such as 30d; or ${PERIODS}.`,
    );

/** A value of a filter over what has been: as {@link untilFilter}, and also `over-30d`. */
export const sinceFilter = (words: readonly string[] = []) =>
  z
    .string()
    .refine(
      (value) => days.test(value) || over.test(value) || words.includes(value) || isPeriod(value),
      `Choose ${[...words, "days such as 7d"].join(", ")}, or over-7d for longer ago; or ${PERIODS}.`,
    );

/** When something was, for lists of what has been done or found: any of these. */
export const whenFilter = commaSeparated
  .pipe(z.array(sinceFilter()))
  .describe("`7d`: in the last 7 days; `today@Europe/Berlin`; `2026-11-01..2026-11-30@Europe/Berlin`.");

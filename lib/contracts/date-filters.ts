import { z } from "zod";

/** `30d`: within the next or the last so many days, as the filter says. */
const days = /^([1-9]\d{0,3})d$/;
/** `over-30d`: longer ago than so many days. */
const over = /^over-([1-9]\d{0,3})d$/;

export type DateFilter = { readonly withinDays: number } | { readonly overDays: number } | string;

/** What a value of a date filter means; a word stays what it is. */
export function readDateFilter(value: string): DateFilter {
  const within = days.exec(value)?.[1];
  if (within) return { withinDays: Number(within) };
  const longer = over.exec(value)?.[1];
  return longer ? { overDays: Number(longer) } : value;
}

/** A value of a filter over what is to come: a number of days such as `30d`, or one of the words. */
export const untilFilter = (words: readonly [string, ...string[]]) =>
  z
    .string()
    .refine(
      (value) => days.test(value) || words.includes(value),
      `Choose ${words.join(", ")} or days, such as 30d.`,
    );

/** A value of a filter over what has been: as {@link untilFilter}, and also `over-30d`. */
export const sinceFilter = (words: readonly string[] = []) =>
  z
    .string()
    .refine(
      (value) => days.test(value) || over.test(value) || words.includes(value),
      `Choose ${[...words, "days such as 7d"].join(", ")}, or over-7d for longer ago.`,
    );

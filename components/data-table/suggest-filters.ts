import { nameOf, printValue } from "@/lib/client/filter-text";
import { foldText } from "@/lib/contracts/folding";
import type { DataTableFilter } from "./data-table-types";

/** How what is typed may go on. */
export interface Suggestion {
  /** What stands in the box once it is chosen. */
  readonly text: string;
  readonly label: string;
  /** What the label means: a filter's own words, or how many rows have the value. */
  readonly detail: string | undefined;
}

const MOST = 8;

/**
 * How the last word of a search may go on: as the name of a filter, or after `name:` as one of its values. All names
 * where there is no last word.
 */
export function suggestFilters(text: string, filters: readonly DataTableFilter[]): readonly Suggestion[] {
  const last = /(?:^|\s)([^\s"]*)$/.exec(text)?.[1];
  if (last === undefined) return [];
  const before = text.slice(0, text.length - last.length);
  const colon = last.indexOf(":");
  if (colon < 0) return names(before, last, filters);
  const id = nameOf(last.slice(0, colon), filters);
  const filter = filters.find((one) => one.id === id);
  return filter ? values(before, last, filter) : [];
}

function names(before: string, typed: string, filters: readonly DataTableFilter[]): readonly Suggestion[] {
  const wanted = foldText(typed);
  return filters
    .filter(({ id, label }) =>
      [id, label, label.replaceAll(" ", "")].some((one) => foldText(one).startsWith(wanted)),
    )
    .slice(0, typed === "" ? filters.length : MOST)
    .map(({ id, label }) => ({ text: `${before}${id}:`, label: `${id}:`, detail: label }));
}

function values(before: string, last: string, { id, options }: DataTableFilter): readonly Suggestion[] {
  const given = last.slice(last.indexOf(":") + 1);
  const kept = given.slice(0, given.lastIndexOf(",") + 1);
  const wanted = foldText(given.slice(kept.length));
  const taken = new Set(kept.split(","));
  return options
    .filter(({ value, label }) => foldText(value).includes(wanted) || foldText(label).includes(wanted))
    .filter(({ value }) => !taken.has(value) && foldText(value) !== wanted)
    .slice(0, MOST)
    .map(({ value, label, count }) => ({
      // The blank ends the filter.
      text: `${before}${id}:${kept}${printValue(value)} `,
      label,
      detail: count === undefined ? undefined : count.toLocaleString("en"),
    }));
}

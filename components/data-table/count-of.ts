import type { DataTableFooter } from "./data-table-types";

const groups = new Intl.NumberFormat("en-US");

/** "1 tenant", "5,000 tenants". */
export function countOf(count: number, noun: DataTableFooter["noun"]): string {
  return `${groups.format(count)} ${count === 1 ? noun.one : noun.many}`;
}

/** How many rows there are, as one would say it: "137 tenants", "12 of 137 tenants match". */
export function resultWords({
  noun,
  total,
  shown,
  shownIsLeast = false,
}: Pick<DataTableFooter, "noun" | "total" | "shownIsLeast"> & { shown: number }): string {
  if (shownIsLeast) return `More than ${groups.format(shown)} of ${countOf(total, noun)} match`;
  return shown < total ? `${groups.format(shown)} of ${countOf(total, noun)} match` : countOf(total, noun);
}

/**
 * What has become of a choice: "132 of the 263 chosen are no longer in the list". Not why: what does not pass the filters
 * any more is still listed by Qlik.
 */
export const goneWords = (gone: number, chosen: number): string =>
  `${groups.format(gone)} of the ${groups.format(chosen)} chosen ${gone === 1 ? "is" : "are"} no longer in the list`;

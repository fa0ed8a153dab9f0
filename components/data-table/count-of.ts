import type { DataTableFooter } from "./data-table-types";

const groups = new Intl.NumberFormat("en-US");

/** "1 tenant", "5,000 tenants". */
export function countOf(count: number, noun: DataTableFooter["noun"]): string {
  return `${groups.format(count)} ${count === 1 ? noun.one : noun.many}`;
}

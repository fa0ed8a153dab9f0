import type { DataTableSort } from "./data-table-types";

/** "name,-licenseEndsAt": several columns, descending ones with a minus. */
export function parseSort(text: string): DataTableSort[] {
  return text
    .split(",")
    .map((part) => ({ id: part.replace(/^-/, ""), desc: part.startsWith("-") }))
    .filter((sort) => sort.id !== "");
}

export function serializeSort(sorting: readonly DataTableSort[]): string {
  return sorting.map((sort) => `${sort.desc ? "-" : ""}${sort.id}`).join(",");
}

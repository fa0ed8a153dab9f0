import type { DataTableSort } from "./data-table-types";

/** By what a table is sorted, as one would say it: "Sorted by Region ascending, Hostname descending". */
export function sortWords(
  columns: readonly { readonly id: string; readonly header: string }[],
  sorting: readonly DataTableSort[],
): string {
  const parts = sorting.flatMap(({ id, desc }) => {
    const header = columns.find((column) => column.id === id)?.header;
    return header ? [`${header} ${desc ? "descending" : "ascending"}`] : [];
  });
  return parts.length > 0 ? `Sorted by ${parts.join(", ")}` : "";
}

/** What a row is for one filter: a value, or several of which one must be selected. */
export type FilterValues<Row> = (row: Row) => string | readonly string[];

export type RowFilter<Row> = { selected: readonly string[]; valuesOf: FilterValues<Row> };

export type IndexedRow<Row> = { row: Row; text: string };

/** Prepares rows for searching; `searchText` joins what of a row can be found. */
export function indexRows<Row>(rows: readonly Row[], searchText: (row: Row) => string): IndexedRow<Row>[] {
  return rows.map((row) => ({ row, text: searchText(row).toLowerCase() }));
}

/**
 * The rows that contain every word of the search and, for each filter with something selected, one of the
 * selected values. Order stays.
 */
export function filterRows<Row>(
  indexed: readonly IndexedRow<Row>[],
  search: string,
  filters: readonly RowFilter<Row>[],
): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const active = filters.filter((filter) => filter.selected.length > 0);
  return indexed
    .filter(
      ({ row, text }) =>
        words.every((word) => text.includes(word)) && active.every((filter) => passes(row, filter)),
    )
    .map(({ row }) => row);
}

function passes<Row>(row: Row, filter: RowFilter<Row>): boolean {
  const value = filter.valuesOf(row);
  return typeof value === "string"
    ? filter.selected.includes(value)
    : value.some((one) => filter.selected.includes(one));
}

/** How many rows have each value, for the options of a filter. */
export function countValues<Row>(rows: readonly Row[], valuesOf: FilterValues<Row>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = valuesOf(row);
    for (const one of typeof value === "string" ? [value] : value)
      counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

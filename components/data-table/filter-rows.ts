import { foldText } from "@/lib/contracts/folding";

/** What a row is for one filter: a value, or several of which one must be selected. */
export type FilterValues<Row> = (row: Row) => string | readonly string[];

export type RowFilter<Row> = { selected: readonly string[]; valuesOf: FilterValues<Row> };

export type IndexedRows<Row> = { rows: readonly Row[]; texts: () => readonly string[] };

/** Rows for searching; `searchText` joins what of a row can be found. It is made of all rows at the first search. */
export function indexRows<Row>(rows: readonly Row[], searchText: (row: Row) => string): IndexedRows<Row> {
  let texts: readonly string[] | undefined;
  return {
    rows,
    texts: () => {
      texts ??= rows.map((row) => foldText(searchText(row)));
      return texts;
    },
  };
}

/**
 * The rows that contain every word of the search and, for each filter with something selected, one of the
 * selected values. Order stays.
 */
export function filterRows<Row>(
  { rows, texts }: IndexedRows<Row>,
  search: string,
  filters: readonly RowFilter<Row>[],
): readonly Row[] {
  let found = rows;
  const words = foldText(search).split(/\s+/).filter(Boolean);
  if (words.length > 0) {
    const all = texts();
    found = rows.filter((_, index) => words.every((word) => all[index]?.includes(word)));
  }
  for (const filter of filters)
    if (filter.selected.length > 0) found = found.filter((row) => passes(row, filter));
  return found;
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

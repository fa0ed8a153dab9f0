export type SortKey<Row> = { readonly read: (row: Row) => string; readonly descending: boolean };

type Readers<Row> = Readonly<Record<string, (row: Row) => string>>;

/**
 * Reads one sort field: plain or with `+` ascending, with `-` descending. A `+` that was not written as `%2B`
 * arrives as a space and is refused. `null` for a field that cannot be sorted by.
 */
export function readSortKey<Row>(field: string, readers: Readers<Row>): SortKey<Row> | null {
  const [, sign, name] = /^([+-]?)(\w+)$/.exec(field) ?? [];
  const read = name !== undefined && Object.hasOwn(readers, name) ? readers[name] : undefined;
  return read ? { read, descending: sign === "-" } : null;
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A sorted copy; rows that are equal by every key keep the order of `tieBreak`. */
export function sortRows<Row>(
  rows: readonly Row[],
  keys: readonly SortKey<Row>[],
  tieBreak: (row: Row) => string,
): readonly Row[] {
  const all = [...keys, { read: tieBreak, descending: false }];
  return [...rows].sort((one, other) => {
    for (const { read, descending } of all) {
      const order = compareText(read(one).toLowerCase(), read(other).toLowerCase());
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

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
  const keyed = rows.map((row) => ({ row, by: all.map(({ read }) => read(row).toLowerCase()) }));
  keyed.sort((one, other) => {
    for (const [index, { descending }] of all.entries()) {
      const order = compareText(one.by[index] ?? "", other.by[index] ?? "");
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

export type Order<Row> = {
  readonly sorted: readonly Row[];
  /** Place of the row of this name; -1 when there is none. */
  readonly placeOf: (name: string) => number;
};

/** So many orders are kept: more are hardly asked for at a time. */
const KEPT_ORDERS = 16;

/**
 * Orders of lists that stay the same array until they change: page after page is cut from the same one.
 * `nameOf` also decides between rows that are equal by every key.
 */
export function createOrders<Row>(
  nameOf: (row: Row) => string,
): (rows: readonly Row[], sort: string, keys: readonly SortKey<Row>[]) => Order<Row> {
  let kept: readonly { readonly rows: readonly Row[]; readonly sort: string; readonly order: Order<Row> }[] =
    [];
  return (rows, sort, keys) => {
    const known = kept.find((one) => one.rows === rows && one.sort === sort);
    if (known) return known.order;
    const sorted = sortRows(rows, keys, nameOf);
    const places = new Map(sorted.map((row, place) => [nameOf(row), place]));
    const order = { sorted, placeOf: (name: string) => places.get(name) ?? -1 };
    kept = [{ rows, sort, order }, ...kept].slice(0, KEPT_ORDERS);
    return order;
  };
}

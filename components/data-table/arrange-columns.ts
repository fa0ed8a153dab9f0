import type { DataTableColumn } from "./data-table-types";

type Column = Pick<DataTableColumn<unknown>, "id" | "defaultHidden" | "hideable">;

/**
 * The visible columns in the order of a layout, and those left out in their own. The first column names the row, so it
 * stays first; one that cannot be hidden is never left out. What the layout names and nobody knows is passed over.
 */
export function arrangeColumns<C extends Column>(
  columns: readonly C[],
  layout: readonly string[] | null,
): { visible: readonly C[]; hidden: readonly C[] } {
  const [first, ...others] = columns;
  if (!first) return { visible: [], hidden: [] };
  const chosen = layout ?? others.filter((column) => !column.defaultHidden).map(({ id }) => id);
  const named = [...new Set(chosen)].flatMap((id) => others.find((column) => column.id === id) ?? []);
  const lasting = others.filter((column) => column.hideable === false && !named.includes(column));
  const visible = [first, ...named, ...lasting];
  return { visible, hidden: columns.filter((column) => !visible.includes(column)) };
}

/** The ids with one more, behind the column that it is declared after. */
export function withColumn(
  columns: readonly Column[],
  ids: readonly string[],
  id: string,
): readonly string[] {
  const declared = columns.map((column) => column.id);
  const before = declared.slice(0, declared.indexOf(id)).findLast((other) => ids.includes(other));
  const place = before === undefined ? ids.length : ids.indexOf(before) + 1;
  return [...ids.slice(0, place), id, ...ids.slice(place)];
}

/** The ids with one of them taken to the place of another; the first of all stays where it is. */
export function moveColumn(ids: readonly string[], id: string, to: number): readonly string[] {
  const from = ids.indexOf(id);
  const place = Math.min(Math.max(to, 1), ids.length - 1);
  if (from < 1 || place === from) return ids;
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, place), id, ...rest.slice(place)];
}

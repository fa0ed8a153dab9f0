import type { DataTableColumn } from "./data-table-types";
import type { CardPlace } from "./table-layout";

/** What every row of a table has in common, worked out once for all of them; looks are in rows.css. */
export type RowLayout<Row> = {
  cells: readonly { column: DataTableColumn<Row>; className: string; goneClassName: string }[];
  selectable: boolean;
  hasFiller: boolean;
  hasActions: boolean;
};

export function rowLayout<Row>(
  columns: readonly DataTableColumn<Row>[],
  places: ReadonlyMap<string, CardPlace>,
  parts: Pick<RowLayout<Row>, "selectable" | "hasFiller" | "hasActions">,
): RowLayout<Row> {
  const cells = columns.map((column, place) => {
    const name = parts.selectable ? "dt-name-selectable" : "dt-name";
    const className = [
      `dt-cell dt-${places.get(column.id) ?? "meta"}`,
      ...(column.align === "end" ? ["dt-cell-end"] : []),
      ...(place === 0 ? [name] : []),
    ].join(" ");
    return {
      column,
      className,
      goneClassName: column.card === "badge" ? className : `${className} dt-cell-gone`,
    };
  });
  return { cells, ...parts };
}

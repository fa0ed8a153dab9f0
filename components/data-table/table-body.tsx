import { useRef } from "react";
import type { DataTableColumn, DataTableProps } from "./data-table-types";
import type { CardPlace } from "./table-layout";
import { tableRoles } from "./table-roles";
import { TableRow } from "./table-row";
import { useRowClick } from "./use-row-click";
import { useRowFocus } from "./use-row-focus";
import type { RowSelection } from "./use-row-selection";
import { useRowWindow } from "./use-row-window";

type TableBodyProps<Row> = Pick<DataTableProps<Row>, "rowHref" | "rowTone" | "rowActions"> & {
  scroller: HTMLDivElement | null;
  rows: readonly Row[];
  rowIds: readonly string[];
  columns: readonly DataTableColumn<Row>[];
  places: ReadonlyMap<string, CardPlace>;
  hasFiller: boolean;
  selection: RowSelection | undefined;
};

/** The rows in view; padding stands for those above and below. */
export function TableBody<Row>({
  scroller,
  rows,
  rowIds,
  columns,
  places,
  hasFiller,
  rowHref,
  rowTone,
  rowActions,
  selection,
}: TableBodyProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const visible = useRowWindow(scroller, rowIds);
  useRowClick(body);
  useRowFocus(body, rowIds);
  return (
    <tbody
      {...tableRoles.rowgroup}
      ref={body}
      className="block [&_a]:-outline-offset-2 [&_button]:-outline-offset-2"
      style={{ paddingTop: visible.paddingTop, paddingBottom: visible.paddingBottom }}
    >
      {visible.items.map(({ index, key }) => {
        const row = rows[index];
        if (row === undefined) return null;
        return (
          <TableRow
            key={key}
            row={row}
            index={index}
            columns={columns}
            places={places}
            hasFiller={hasFiller}
            href={rowHref?.(row)}
            tone={rowTone?.(row) ?? "normal"}
            selection={selection}
            id={key}
            actions={rowActions?.(row)}
            hasActions={rowActions !== undefined}
            measure={visible.measureRow}
          />
        );
      })}
    </tbody>
  );
}

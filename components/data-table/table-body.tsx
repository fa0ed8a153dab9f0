import { useId, useMemo, useRef } from "react";
import type { DataTableColumn, DataTableProps } from "./data-table-types";
import { rowLayout } from "./row-layout";
import type { CardPlace } from "./table-layout";
import { tableRoles } from "./table-roles";
import { TableRow } from "./table-row";
import { useRowClick } from "./use-row-click";
import { useRowFocus } from "./use-row-focus";
import type { RowSelection } from "./use-row-selection";
import { useRowWindow } from "./use-row-window";
import { useSteadyCallback } from "./use-steady-callback";

type TableBodyProps<Row> = Pick<
  DataTableProps<Row>,
  "rows" | "rowId" | "rowHref" | "rowTone" | "rowActions"
> & {
  columns: readonly DataTableColumn<Row>[];
  places: ReadonlyMap<string, CardPlace>;
  hasFiller: boolean;
  selection: RowSelection | undefined;
};

/** The rows in view; padding stands for those above and below. */
export function TableBody<Row>({
  rows,
  rowId,
  columns,
  places,
  hasFiller,
  rowHref,
  rowTone,
  rowActions,
  selection,
}: TableBodyProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const tableId = useId();
  const selectable = selection !== undefined;
  const hasActions = rowActions !== undefined;
  const layout = useMemo(
    () => rowLayout(columns, places, { selectable, hasFiller, hasActions }),
    [columns, places, selectable, hasFiller, hasActions],
  );
  const toggle = useSteadyCallback((id: string, range: boolean) => selection?.toggle(id, range));
  const visible = useRowWindow(body, { rows, rowId });
  useRowClick(body);
  useRowFocus(body, { rows, rowId });
  return (
    <tbody
      {...tableRoles.rowgroup}
      ref={body}
      className="block [&_a]:-outline-offset-2 [&_button]:-outline-offset-2"
      style={{ paddingTop: visible.paddingTop, paddingBottom: visible.paddingBottom }}
    >
      {rows.slice(visible.from, visible.to).map((row, place) => {
        const id = rowId(row);
        return (
          <TableRow
            key={id}
            id={id}
            tableId={tableId}
            row={row}
            index={visible.from + place}
            layout={layout}
            href={rowHref?.(row)}
            tone={rowTone?.(row) ?? "normal"}
            selected={selection?.has(id) ?? false}
            onToggle={toggle}
            actions={rowActions}
            measure={visible.measureRow}
          />
        );
      })}
    </tbody>
  );
}

import { memo, useRef } from "react";
import { late } from "@/components/ui/late";
import { usePrepared } from "@/components/ui/use-at-rest";
import { HeadCell } from "./head-cell";
import { SelectAllCell } from "./select-all-cell";
import { tableRoles } from "./table-roles";
import type { RowSelection } from "./use-row-selection";
import type { TableModel } from "./use-table-model";

const dragging = late(() => import("./column-dragging"));

/** The header row. On a phone it is only heard: cards carry their labels and a Sort menu stands above them. */
function Head<Row>({
  model,
  selection,
  hasFiller,
  hasActions,
}: {
  model: TableModel<Row>;
  selection: RowSelection | undefined;
  hasFiller: boolean;
  hasActions: boolean;
}) {
  const row = useRef<HTMLTableRowElement>(null);
  const code = usePrepared(dragging);
  return (
    <thead
      {...tableRoles.rowgroup}
      className="max-sm:sr-only sm:sticky sm:top-0 sm:z-10 sm:block sm:bg-surface-sunken"
    >
      <tr
        {...tableRoles.row}
        ref={row}
        aria-rowindex={1}
        className="sm:grid sm:h-9 sm:grid-cols-(--table-columns) sm:border-b sm:bg-surface-sunken sm:pr-2"
      >
        {selection === undefined ? null : <SelectAllCell selection={selection} />}
        {model.visibleColumns.map((column, place) => (
          <HeadCell
            key={column.id}
            model={model}
            column={column}
            place={place}
            selectable={selection !== undefined}
          />
        ))}
        {code ? <code.ColumnDragging model={model} row={row} /> : null}
        {hasFiller ? <td {...tableRoles.cell} aria-hidden="true" /> : null}
        {hasActions ? (
          <th {...tableRoles.columnheader} scope="col" className="bg-surface-sunken sm:sticky sm:right-0">
            <span className="sr-only">Actions</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

/** It stays as it is while somebody types. */
export const TableHead = memo(Head) as typeof Head;

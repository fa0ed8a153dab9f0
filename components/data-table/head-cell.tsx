import { ContextMenu } from "@/components/ui/context-menu";
import type { DataTableColumn } from "./data-table-types";
import { SortButton } from "./sort-button";
import { tableMenus } from "./table-menus";
import { tableRoles } from "./table-roles";
import type { SortState, TableModel } from "./use-table-model";

/** The head of a column: a click sorts, dragging moves it, and its context menu does both and hides it. */
export function HeadCell<Row>({
  model,
  column,
  place,
  selectable,
}: {
  model: TableModel<Row>;
  column: DataTableColumn<Row>;
  /** From 0; the first column cannot be moved. */
  place: number;
  selectable: boolean;
}) {
  const sort = model.sortState(column.id);
  const sortable = model.isSortable(column.id);
  const menus = tableMenus.useLoaded();
  return (
    <ContextMenu
      needs={tableMenus}
      target={
        <th
          {...tableRoles.columnheader}
          data-column={column.id}
          scope="col"
          aria-sort={ariaSort(sortable, sort)}
          className={`dt-head${place > 0 ? "" : selectable ? " dt-head-name-selectable" : " dt-head-name"}${column.align === "end" ? " dt-head-end" : ""}`}
        >
          {sortable ? (
            <SortButton
              header={column.header}
              sort={sort}
              onToggle={(several) => model.toggleSort(column.id, several)}
            />
          ) : (
            <span className="truncate">{column.header}</span>
          )}
        </th>
      }
    >
      {menus ? <menus.HeadMenuItems model={model} column={column} /> : null}
    </ContextMenu>
  );
}

// ARIA wants at most one sorted column named; those after the first say it in words on their button.
function ariaSort(sortable: boolean, sort: SortState): "ascending" | "descending" | "none" | undefined {
  if (!sortable) return undefined;
  return sort.place === 1 ? sort.direction : "none";
}

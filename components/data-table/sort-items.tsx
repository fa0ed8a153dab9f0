import { ArrowDown, ArrowUp } from "lucide-react";
import { MenuItem } from "@/components/ui/menu-parts";
import type { TableModel } from "./use-table-model";

/** Columns to sort by. */
export function SortItems<Row>({ model }: { model: TableModel<Row> }) {
  const sortable = model.visibleColumns.filter((column) => model.isSortable(column.id));
  return sortable.map((column) => {
    const { direction } = model.sortState(column.id);
    return (
      <MenuItem
        key={column.id}
        onSelect={(event) => {
          event.preventDefault();
          model.toggleSort(column.id, false);
        }}
      >
        <span className="flex-1">{column.header}</span>
        {direction === "none" ? null : <span className="sr-only">, {direction}</span>}
        {direction === "ascending" ? <ArrowUp aria-hidden="true" className="text-accent-text" /> : null}
        {direction === "descending" ? <ArrowDown aria-hidden="true" className="text-accent-text" /> : null}
      </MenuItem>
    );
  });
}

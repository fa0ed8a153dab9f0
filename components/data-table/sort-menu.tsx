import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import type { TableModel } from "./use-table-model";

/** Sorting where there is no header to click: above the cards on a phone. */
export function SortMenu<Row>({ model }: { model: TableModel<Row> }) {
  const sortable = model.visibleColumns.filter((column) => model.isSortable(column.id));
  if (sortable.length === 0) return null;
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost">
          <ArrowUpDown aria-hidden="true" />
          Sort
        </Button>
      }
    >
      {sortable.map((column) => {
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
            {direction === "descending" ? (
              <ArrowDown aria-hidden="true" className="text-accent-text" />
            ) : null}
          </MenuItem>
        );
      })}
    </DropdownMenu>
  );
}

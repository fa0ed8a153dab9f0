import { Columns3 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  MenuCheckboxItem,
  MenuItem,
  MenuLabel,
  MenuSeparator,
} from "@/components/ui/dropdown-menu";
import { moveColumn } from "./arrange-columns";
import type { DataTableColumn } from "./data-table-types";
import type { TableModel } from "./use-table-model";

/** Which columns are seen and in which order. The first names the row: it always stays where it is. */
export function ColumnsMenu<Row>({ model }: { model: TableModel<Row> }) {
  const [said, setSaid] = useState("");
  const [first, ...others] = model.columns;
  const visible = model.visibleColumns.map((column) => column.id);
  if (!first || others.length === 0) return null;

  function move(column: DataTableColumn<Row>, by: number, item: HTMLElement) {
    const at = visible.indexOf(column.id);
    const moved = moveColumn(visible, column.id, at + by);
    if (at < 0 || moved === visible) return;
    model.setLayout(moved);
    // An element that changes its place loses the focus.
    requestAnimationFrame(() => item.focus());
    setSaid(`${column.header}: column ${moved.indexOf(column.id) + 1} of ${moved.length}`);
  }

  return (
    <>
      <DropdownMenu
        trigger={
          <Button variant="ghost">
            <Columns3 aria-hidden="true" />
            <span className="sm:max-2xl:sr-only">Columns</span>
          </Button>
        }
      >
        {others.map((column) => (
          <MenuCheckboxItem
            key={column.id}
            checked={visible.includes(column.id)}
            disabled={column.hideable === false}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onCheckedChange={(checked) => model.toggleColumn(column.id, checked)}
            onKeyDown={(event) => {
              if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
              event.preventDefault();
              event.stopPropagation();
              move(column, event.key === "ArrowUp" ? -1 : 1, event.currentTarget);
            }}
          >
            {column.header}
          </MenuCheckboxItem>
        ))}
        <MenuSeparator />
        <MenuItem
          disabled={!model.hasOwnLayout}
          onSelect={(event) => {
            event.preventDefault();
            model.setLayout(null);
          }}
        >
          Reset columns
        </MenuItem>
        <MenuLabel>
          <span className="max-sm:hidden">Alt ↑ ↓ moves a column; so does dragging its head.</span>
        </MenuLabel>
      </DropdownMenu>
      {/* Beside the menu: a menu may hold nothing but its items. */}
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </>
  );
}

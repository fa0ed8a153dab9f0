import { MenuCheckboxItem, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu-parts";
import { moveColumn } from "./arrange-columns";
import type { DataTableColumn } from "./data-table-types";
import type { TableModel } from "./use-table-model";

/** Columns to show, hide and move. */
export function ColumnsItems<Row>({
  model,
  onMoved,
}: {
  model: TableModel<Row>;
  /** Told where a column went, in words. */
  onMoved: (words: string) => void;
}) {
  const [, ...others] = model.columns;
  const visible = model.visibleColumns.map((column) => column.id);

  function move(column: DataTableColumn<Row>, by: number, item: HTMLElement) {
    const at = visible.indexOf(column.id);
    const moved = moveColumn(visible, column.id, at + by);
    if (at < 0 || moved === visible) return;
    model.setLayout(moved);
    // An element that changes its place loses the focus.
    requestAnimationFrame(() => item.focus());
    onMoved(`${column.header}: column ${moved.indexOf(column.id) + 1} of ${moved.length}`);
  }

  return (
    <>
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
    </>
  );
}

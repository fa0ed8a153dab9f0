import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, EyeOff, ListPlus } from "lucide-react";
import { MenuItem, MenuSeparator } from "@/components/ui/menu-parts";
import { moveColumn } from "./arrange-columns";
import type { DataTableColumn } from "./data-table-types";
import type { TableModel } from "./use-table-model";

/** What can be done with a column, for its context menu. */
export function HeadMenuItems<Row>({
  model,
  column,
}: {
  model: TableModel<Row>;
  column: DataTableColumn<Row>;
}) {
  const ids = model.visibleColumns.map(({ id }) => id);
  const place = ids.indexOf(column.id);
  const { of, place: sorted } = model.sortState(column.id);
  const move = (by: number) => () => model.setLayout(moveColumn(ids, column.id, place + by));
  return (
    <>
      {model.isSortable(column.id) ? (
        <>
          <MenuItem onSelect={() => model.sortBy(column.id, false, false)}>
            <ArrowUp aria-hidden="true" />
            Sort ascending
          </MenuItem>
          <MenuItem onSelect={() => model.sortBy(column.id, true, false)}>
            <ArrowDown aria-hidden="true" />
            Sort descending
          </MenuItem>
          <MenuItem disabled={of === 0 || sorted > 0} onSelect={() => model.sortBy(column.id, false, true)}>
            <ListPlus aria-hidden="true" />
            Then sort by this
          </MenuItem>
          <MenuSeparator />
        </>
      ) : null}
      <MenuItem disabled={place < 2} onSelect={move(-1)}>
        <ArrowLeft aria-hidden="true" />
        Move left
      </MenuItem>
      <MenuItem disabled={place === 0 || place === ids.length - 1} onSelect={move(1)}>
        <ArrowRight aria-hidden="true" />
        Move right
      </MenuItem>
      <MenuItem
        disabled={place === 0 || column.hideable === false}
        onSelect={() => model.toggleColumn(column.id, false)}
      >
        <EyeOff aria-hidden="true" />
        Hide column
      </MenuItem>
    </>
  );
}

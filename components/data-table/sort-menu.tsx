import { ArrowUpDown } from "lucide-react";
import { memo } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { tableMenus } from "./table-menus";
import type { TableModel } from "./use-table-model";

/** Sorting where there is no header to click: above the cards on a phone. */
function Menu<Row>({ model }: { model: TableModel<Row> }) {
  const menus = tableMenus.useLoaded();
  if (!model.visibleColumns.some((column) => model.isSortable(column.id))) return null;
  return (
    <DropdownMenu
      needs={tableMenus}
      trigger={
        <Button variant="ghost">
          <ArrowUpDown aria-hidden="true" />
          Sort
        </Button>
      }
    >
      {menus ? <menus.SortItems model={model} /> : null}
    </DropdownMenu>
  );
}

/** It stays as it is while somebody types. */
export const SortMenu = memo(Menu) as typeof Menu;

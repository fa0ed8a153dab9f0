import { Columns3 } from "lucide-react";
import { memo, useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { tableMenus } from "./table-menus";
import type { TableModel } from "./use-table-model";

/** Which columns are seen and in which order. The first names the row: it always stays where it is. */
function Menu<Row>({ model }: { model: TableModel<Row> }) {
  const [said, setSaid] = useState("");
  const menus = tableMenus.useLoaded();
  if (model.columns.length < 2) return null;
  return (
    <>
      <DropdownMenu
        needs={tableMenus}
        trigger={
          <Button variant="ghost">
            <Columns3 aria-hidden="true" />
            <span className="sm:max-2xl:sr-only">Columns</span>
          </Button>
        }
      >
        {menus ? <menus.ColumnsItems model={model} onMoved={setSaid} /> : null}
      </DropdownMenu>
      {/* Beside the menu: a menu may hold nothing but its items. */}
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </>
  );
}

/** It stays as it is while somebody types. */
export const ColumnsMenu = memo(Menu) as typeof Menu;

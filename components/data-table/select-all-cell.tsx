import { ChevronDown } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { tableMenus } from "./table-menus";
import { tableRoles } from "./table-roles";
import type { RowSelection } from "./use-row-selection";

/** The box above all boxes, and behind it: none, those loaded, all that match. */
export function SelectAllCell({ selection }: { selection: RowSelection }) {
  const { state } = selection;
  const menus = tableMenus.useLoaded();
  return (
    <th
      {...tableRoles.columnheader}
      scope="col"
      aria-label="Selection"
      className="flex items-center bg-surface-sunken sm:sticky sm:left-0 sm:z-1 sm:pl-3"
    >
      <Checkbox
        aria-label={state === "none" ? "Select the rows that are loaded" : "Select none"}
        checked={state === "all"}
        indeterminate={state === "some"}
        onChange={() => (state === "none" ? selection.selectLoaded() : selection.clear())}
      />
      <DropdownMenu
        needs={tableMenus}
        align="start"
        trigger={
          <button
            type="button"
            aria-label="Selection options"
            className="ml-1 grid size-6 place-items-center rounded-sm text-text-faint hover:text-text"
          >
            <ChevronDown aria-hidden="true" className="size-3" />
          </button>
        }
      >
        {menus ? <menus.SelectionItems selection={selection} /> : null}
      </DropdownMenu>
    </th>
  );
}

import { ChevronDown } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { tableRoles } from "./table-roles";
import type { RowSelection } from "./use-row-selection";

const groups = new Intl.NumberFormat("en-US");

/** The box above all boxes, and behind it: none, those loaded, all that match. */
export function SelectAllCell({ selection }: { selection: RowSelection }) {
  const { state, loaded, matching } = selection;
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
        <MenuItem disabled={state === "none"} onSelect={selection.clear}>
          None
        </MenuItem>
        <MenuItem disabled={loaded === 0} onSelect={selection.selectLoaded}>
          The {groups.format(loaded)} loaded
        </MenuItem>
        <MenuItem disabled={matching === 0} onSelect={selection.selectAll}>
          All {groups.format(matching)} matching
        </MenuItem>
      </DropdownMenu>
    </th>
  );
}

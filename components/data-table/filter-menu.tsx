import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import type { DataTableFilter } from "./data-table-types";
import { tableMenus } from "./table-menus";

/** A button with a filter's name; behind it a menu of boxes to tick. */
export function FilterMenu({
  filter,
  onDays,
}: {
  filter: DataTableFilter;
  onDays: (filter: DataTableFilter) => void;
}) {
  const menus = tableMenus.useLoaded();
  const { label, selected } = filter;
  return (
    <DropdownMenu
      needs={tableMenus}
      align="start"
      height="max-h-80"
      trigger={
        <Button>
          {label}
          {selected.length === 0 ? null : (
            <span className="rounded-sm bg-accent-soft px-1 font-medium text-accent-text text-xs">
              {selected.length}
              <span className="sr-only"> selected</span>
            </span>
          )}
          <ChevronDown aria-hidden="true" className="-mr-1 size-3.5! text-text-faint" />
        </Button>
      }
    >
      {menus ? <menus.FilterItems filter={filter} onDays={onDays} /> : null}
    </DropdownMenu>
  );
}

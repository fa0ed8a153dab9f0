import { ListFilter } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { late } from "@/components/ui/late";
import { useWanted } from "@/components/ui/use-wanted";
import type { DataTableFilter } from "./data-table-types";
import { FilterMenu } from "./filter-menu";
import { tableMenus } from "./table-menus";

const chooseDays = late(() => import("./days-dialog"));

/** The filters by their names; those that are asked for less often behind one button. */
export function FilterMenus({ filters }: { filters: readonly DataTableFilter[] }) {
  const menus = tableMenus.useLoaded();
  const [asked, setAsked] = useState<DataTableFilter>();
  const stopAsking = () => setAsked(undefined);
  const dialog = useWanted(chooseDays, asked !== undefined, stopAsking);
  const first = filters.filter((filter) => !filter.secondary);
  const more = filters.filter((filter) => filter.secondary);
  if (filters.length === 0) return null;
  const chosen = more.reduce((sum, filter) => sum + filter.selected.length, 0);
  return (
    <fieldset
      aria-label="Filters"
      className="flex min-w-0 items-center gap-2 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-0.5 max-sm:[scrollbar-width:none] sm:flex-wrap"
    >
      {first.map((filter) => (
        <FilterMenu key={filter.id} filter={filter} onDays={setAsked} />
      ))}
      {more.length === 0 ? null : (
        <DropdownMenu
          needs={tableMenus}
          align="start"
          trigger={
            <Button>
              <ListFilter aria-hidden="true" className="-ml-0.5 text-text-faint" />
              More filters
              {chosen === 0 ? null : (
                <span className="rounded-sm bg-accent-soft px-1 font-medium text-accent-text text-xs">
                  {chosen}
                  <span className="sr-only"> selected</span>
                </span>
              )}
            </Button>
          }
        >
          {menus ? <menus.MoreFilterItems filters={more} onDays={setAsked} /> : null}
        </DropdownMenu>
      )}
      {dialog ? <dialog.DaysDialog filter={asked} onClose={stopAsking} /> : null}
    </fieldset>
  );
}

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuCheckboxItem, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { DataTableFilter } from "./data-table-types";

/** A button with a filter's name; behind it a menu of boxes to tick. */
export function FilterMenu(filter: DataTableFilter) {
  const { label, selected } = filter;
  return (
    <DropdownMenu
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
      <FilterOptions {...filter} />
    </DropdownMenu>
  );
}

/** The values of a filter, in a menu. One that is selected is there although no row has it any more. */
export function FilterOptions({ options, selected, onChange }: DataTableFilter) {
  function toggle(value: string, checked: boolean) {
    onChange(checked ? [...selected, value] : selected.filter((other) => other !== value));
  }
  const strangers = selected
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => ({ value, label: value, count: undefined }));
  const offered = [...options, ...strangers];
  return (
    <>
      {offered.length === 0 ? <MenuItem disabled>Nothing to choose from</MenuItem> : null}
      {offered.map((option) => (
        <MenuCheckboxItem
          key={option.value}
          checked={selected.includes(option.value)}
          onCheckedChange={(checked) => toggle(option.value, checked)}
        >
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {option.count === undefined ? null : (
            <span className="pl-3 text-text-faint text-xs">{option.count}</span>
          )}
        </MenuCheckboxItem>
      ))}
      {selected.length === 0 ? null : (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onChange([])}>Clear</MenuItem>
        </>
      )}
    </>
  );
}

import { MenuCheckboxItem, MenuItem, MenuSeparator, MenuSub } from "@/components/ui/menu-parts";
import type { DataTableFilter } from "./data-table-types";
import { labelOf } from "./use-typed-filters";

/** The values of a filter, in a menu. One that is selected is there although no row has it any more. */
export function FilterItems({
  filter,
  onDays,
}: {
  filter: DataTableFilter;
  /** Asks for days. */
  onDays: (filter: DataTableFilter) => void;
}) {
  const { options, selected, onChange } = filter;
  function toggle(value: string, checked: boolean) {
    onChange(checked ? [...selected, value] : selected.filter((other) => other !== value));
  }
  const strangers = selected
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => ({ value, label: labelOf(filter, value), count: undefined }));
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
      {filter.dates ? (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onDays(filter)}>Choose days…</MenuItem>
        </>
      ) : null}
      {selected.length === 0 ? null : (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onChange([])}>Clear</MenuItem>
        </>
      )}
    </>
  );
}

/** Filters, each with its values in a menu of its own. */
export const MoreFilterItems = ({
  filters,
  onDays,
}: {
  filters: readonly DataTableFilter[];
  onDays: (filter: DataTableFilter) => void;
}) =>
  filters.map((filter) => (
    <MenuSub key={filter.id} label={filter.label} count={filter.selected.length}>
      <FilterItems filter={filter} onDays={onDays} />
    </MenuSub>
  ));

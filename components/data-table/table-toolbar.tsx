import { type ReactNode, useRef } from "react";
import { ColumnsMenu } from "./columns-menu";
import type { DataTableFilter, DataTableSearch } from "./data-table-types";
import { FilterChips } from "./filter-chips";
import { FilterMenus } from "./filter-menus";
import { SearchBox } from "./search-box";
import { SortMenu } from "./sort-menu";
import type { TableModel } from "./use-table-model";
import { useTypedFilters } from "./use-typed-filters";

type TableToolbarProps<Row> = {
  model: TableModel<Row>;
  search: DataTableSearch | undefined;
  filters: readonly DataTableFilter[];
  onClearFilters: () => void;
  children: ReactNode;
};

/** Search, filters and columns above a table, and below them what is filtered by. A short list has none of it. */
export function TableToolbar<Row>({
  model,
  search,
  filters,
  onClearFilters,
  children,
}: TableToolbarProps<Row>) {
  const typed = useTypedFilters(search, filters);
  const input = useRef<HTMLInputElement>(null);
  function editAsText() {
    typed.editAll();
    input.current?.focus();
  }
  if (search === undefined && filters.length === 0 && !children) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {search === undefined ? null : (
          <SearchBox search={search} filters={filters} typed={typed} input={input} />
        )}
        <FilterMenus filters={filters} />
        <div className="ml-auto flex flex-wrap items-center justify-end sm:gap-1 max-sm:-mr-2 max-sm:[&_button]:px-2">
          <span className="sm:hidden">
            <SortMenu model={model} />
          </span>
          <ColumnsMenu model={model} />
          {children}
        </div>
      </div>
      <FilterChips
        filters={filters}
        onClear={onClearFilters}
        onEdit={search === undefined ? undefined : editAsText}
      />
    </div>
  );
}

import type { ReactNode } from "react";
import { ColumnsMenu } from "./columns-menu";
import type { DataTableColumn, DataTableFilter, DataTableSearch } from "./data-table-types";
import { FilterChips } from "./filter-chips";
import { FilterMenu } from "./filter-menu";
import { SearchBox } from "./search-box";
import { SortMenu } from "./sort-menu";
import type { TableModel } from "./use-table-model";

type TableToolbarProps<Row> = {
  model: TableModel<Row>;
  columns: readonly DataTableColumn<Row>[];
  search: DataTableSearch | undefined;
  filters: readonly DataTableFilter[];
  hiddenColumns: readonly string[];
  onHiddenColumnsChange: (hidden: string[]) => void;
  onClearFilters: () => void;
  children: ReactNode;
};

/** Search, filters and columns above a table, and below them what is filtered by. */
export function TableToolbar<Row>({
  model,
  columns,
  search,
  filters,
  hiddenColumns,
  onHiddenColumnsChange,
  onClearFilters,
  children,
}: TableToolbarProps<Row>) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {search === undefined ? null : <SearchBox {...search} />}
        {filters.length === 0 ? null : (
          <fieldset aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
            {filters.map((filter) => (
              <FilterMenu key={filter.id} {...filter} />
            ))}
          </fieldset>
        )}
        <div className="ml-auto flex items-center gap-1">
          <span className="sm:hidden">
            <SortMenu model={model} />
          </span>
          <ColumnsMenu columns={columns} hidden={hiddenColumns} onChange={onHiddenColumnsChange} />
          {children}
        </div>
      </div>
      <FilterChips filters={filters} onClear={onClearFilters} />
    </div>
  );
}

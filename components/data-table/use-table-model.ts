import { type ColumnDef, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { arrangeColumns, withColumn } from "./arrange-columns";
import type { DataTableColumn, DataTableSort } from "./data-table-types";
import { sortRows } from "./sort-rows";

const features = tableFeatures({ rowSortingFeature });

// TanStack Table keeps the sorting; it is given no rows. With ten thousand of them its own row model took 700 ms to
// sort where sortRows takes a tenth.
type NoRow = Record<string, never>;
const noRows: NoRow[] = [];

export type SortState = {
  direction: "ascending" | "descending" | "none";
  /** Its place among several sorted columns, from 1; 0 when it is not sorted. */
  place: number;
  of: number;
};

export type TableModel<Row> = {
  rows: readonly Row[];
  /** In the order in which they are offered: the visible ones first, then the others. */
  columns: readonly DataTableColumn<Row>[];
  visibleColumns: readonly DataTableColumn<Row>[];
  /** Shows these columns in this order; null brings back the table's own. */
  setLayout: (layout: readonly string[] | null) => void;
  toggleColumn: (columnId: string, show: boolean) => void;
  hasOwnLayout: boolean;
  isSortable: (columnId: string) => boolean;
  sortState: (columnId: string) => SortState;
  /** Ascending, descending, unsorted; with `several` beside the columns that are sorted already. */
  toggleSort: (columnId: string, several: boolean) => void;
  /** Sorts in one direction; with `several` after the columns that are sorted already. */
  sortBy: (columnId: string, desc: boolean, several: boolean) => void;
};

type TableModelOptions<Row> = {
  columns: readonly DataTableColumn<Row>[];
  rows: readonly Row[];
  mode: "local" | "server";
  sorting: readonly DataTableSort[];
  onSortingChange: (sorting: DataTableSort[]) => void;
  layout: readonly string[] | null;
  onLayoutChange: (layout: readonly string[] | null) => void;
};

/** The order of rows, and which columns are seen in which order. */
export function useTableModel<Row>({
  columns,
  rows,
  mode,
  sorting,
  onSortingChange,
  layout,
  onLayoutChange,
}: TableModelOptions<Row>): TableModel<Row> {
  const definitions = useMemo(() => columns.map((column) => toDefinition(column, mode)), [columns, mode]);
  // As text, because both arrays are new ones at every render where they come from the address.
  const sortingText = JSON.stringify(sorting);
  const layoutText = JSON.stringify(layout);
  const sortingState = useMemo<DataTableSort[]>(() => JSON.parse(sortingText), [sortingText]);
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    state: { sorting: sortingState },
    onSortingChange: (change) =>
      onSortingChange(typeof change === "function" ? change(sortingState) : change),
    manualSorting: true,
  });
  const sortedRows = useMemo(
    () => (mode === "local" ? sortRows(rows, columns, sortingState) : rows),
    [mode, rows, columns, sortingState],
  );
  const { visible, hidden } = useMemo(
    () => arrangeColumns(columns, JSON.parse(layoutText) as string[] | null),
    [columns, layoutText],
  );
  return {
    rows: sortedRows,
    columns: useMemo(() => [...visible, ...hidden], [visible, hidden]),
    visibleColumns: visible,
    setLayout: onLayoutChange,
    toggleColumn: (columnId, show) => {
      const ids = visible.map(({ id }) => id);
      onLayoutChange(show ? withColumn(columns, ids, columnId) : ids.filter((id) => id !== columnId));
    },
    hasOwnLayout: layout !== null,
    isSortable: (columnId) => table.getColumn(columnId)?.getCanSort() ?? false,
    sortState: (columnId) => {
      const index = sortingState.findIndex((sort) => sort.id === columnId);
      const sort = sortingState[index];
      if (!sort) return { direction: "none", place: 0, of: sortingState.length };
      const direction = sort.desc ? "descending" : "ascending";
      return { direction, place: index + 1, of: sortingState.length };
    },
    toggleSort: (columnId, several) => table.getColumn(columnId)?.toggleSorting(undefined, several),
    sortBy: (id, desc, several) => {
      const others = several ? sortingState.filter((sort) => sort.id !== id) : [];
      onSortingChange([...others, { id, desc }]);
    },
  };
}

function toDefinition<Row>(
  column: DataTableColumn<Row>,
  mode: "local" | "server",
): ColumnDef<typeof features, NoRow> {
  return {
    id: column.id,
    header: column.header,
    // A column without an accessor counts as one that cannot be sorted.
    accessorFn: () => undefined,
    enableSorting: mode === "server" ? (column.sortable ?? false) : column.sortValue !== undefined,
    sortDescFirst: column.sortDescFirst ?? false,
  };
}

import { useMemo } from "react";
import { arrangeColumns, withColumn } from "./arrange-columns";
import type { DataTableColumn, DataTableSort } from "./data-table-types";
import { sortRows } from "./sort-rows";
import { useSteadyCallback } from "./use-steady-callback";

export type SortState = {
  direction: "ascending" | "descending" | "none";
  /** Its place among several sorted columns, from 1; 0 when it is not sorted. */
  place: number;
  of: number;
};

/** The order of rows, and which columns are seen in which order. It stays the same one while none of that changes. */
export type TableModel<Row> = {
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

/** Sorts the rows of a table and arranges its columns. */
export function useTableModel<Row>({
  columns,
  rows,
  mode,
  sorting,
  onSortingChange,
  layout,
  onLayoutChange,
}: TableModelOptions<Row>): { rows: readonly Row[]; model: TableModel<Row> } {
  // As text, because both arrays are new ones at every render where they come from the address.
  const sortingText = JSON.stringify(sorting);
  const layoutText = JSON.stringify(layout);
  const sortingState = useMemo<DataTableSort[]>(() => JSON.parse(sortingText), [sortingText]);
  const sortedRows = useMemo(
    () => (mode === "local" ? sortRows(rows, columns, sortingState) : rows),
    [mode, rows, columns, sortingState],
  );
  const { visible, hidden } = useMemo(
    () => arrangeColumns(columns, JSON.parse(layoutText) as string[] | null),
    [columns, layoutText],
  );
  const hasOwnLayout = layout !== null;
  const setSorting = useSteadyCallback(onSortingChange);
  const setLayout = useSteadyCallback(onLayoutChange);
  const model = useMemo<TableModel<Row>>(
    () => ({
      columns: [...visible, ...hidden],
      visibleColumns: visible,
      setLayout,
      toggleColumn: (columnId, show) => {
        const ids = visible.map(({ id }) => id);
        setLayout(show ? withColumn(columns, ids, columnId) : ids.filter((id) => id !== columnId));
      },
      hasOwnLayout,
      isSortable: (columnId) => {
        const column = columns.find(({ id }) => id === columnId);
        return mode === "server" ? (column?.sortable ?? false) : column?.sortValue !== undefined;
      },
      sortState: (columnId) => {
        const index = sortingState.findIndex((sort) => sort.id === columnId);
        const sort = sortingState[index];
        if (!sort) return { direction: "none", place: 0, of: sortingState.length };
        const direction = sort.desc ? "descending" : "ascending";
        return { direction, place: index + 1, of: sortingState.length };
      },
      toggleSort: (columnId, several) => {
        const descFirst = columns.find(({ id }) => id === columnId)?.sortDescFirst ?? false;
        setSorting(toggleSort(sortingState, columnId, descFirst, several));
      },
      sortBy: (id, desc, several) => {
        const others = several ? sortingState.filter((sort) => sort.id !== id) : [];
        setSorting([...others, { id, desc }]);
      },
    }),
    [mode, columns, visible, hidden, hasOwnLayout, sortingState, setSorting, setLayout],
  );
  return { rows: sortedRows, model };
}

/** One way, the other way, not at all. */
function toggleSort(
  sorting: readonly DataTableSort[],
  id: string,
  descFirst: boolean,
  several: boolean,
): DataTableSort[] {
  const before = sorting.find((sort) => sort.id === id);
  const next = before && before.desc !== descFirst ? [] : [{ id, desc: before ? !descFirst : descFirst }];
  if (!several) return next;
  return before ? sorting.flatMap((sort) => (sort.id === id ? next : [sort])) : [...sorting, ...next];
}

import type { ReactNode } from "react";

/** What a column may be sorted by. null and undefined come last in both directions. */
export type SortValue = string | number | boolean | Date | null | undefined;

export type DataTableColumn<Row> = {
  /** Also its name in the query string (`sort=`, `columns=`). */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Makes the column sortable where the table sorts by itself (`mode: "local"`). */
  sortValue?: ((row: Row) => SortValue) | undefined;
  /** What a file made here holds instead of the `sortValue`. */
  exportValue?: ((row: Row) => SortValue) | undefined;
  /** Makes the column sortable where the server sorts (`mode: "server"`). */
  sortable?: boolean | undefined;
  /** The first click sorts descending: for dates and counts. */
  sortDescFirst?: boolean | undefined;
  /** Fixed width in pixels. Without it the column shares what is left. */
  width?: number | undefined;
  /** Least width in pixels of a column that shares what is left; 120 unless told. */
  minWidth?: number | undefined;
  /** Its part of what is left; 1 unless told. */
  grow?: number | undefined;
  align?: "start" | "end" | undefined;
  /** false: not offered in the Columns menu. The first column is never offered. */
  hideable?: boolean | undefined;
  defaultHidden?: boolean | undefined;
  /** Its place on the card that a row becomes on a phone; "meta" unless told, the first column "title". */
  card?: "title" | "subtitle" | "badge" | "meta" | "hidden" | undefined;
};

export type DataTableSort = { id: string; desc: boolean };

export type DataTableFilterOption = { value: string; label: string; count?: number | undefined };

export type DataTableFilter = {
  /** Also its name in the query string. */
  id: string;
  label: string;
  options: readonly DataTableFilterOption[];
  selected: readonly string[];
  onChange: (selected: string[]) => void;
  /** Offered under "More filters". */
  secondary?: boolean | undefined;
  /** What somebody means who types a value, `region:de`; undefined where it can mean nothing. As typed unless given. */
  resolve?: ((typed: string) => string | undefined) | undefined;
  /** It is about days: any of them may be chosen. */
  dates?: boolean | undefined;
};

export type DataTableSearch = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
};

/** Which rows are selected: those with these ids, or all that match but those. */
export type DataTableSelection = {
  all: boolean;
  ids: ReadonlySet<string>;
  count: number;
  clear: () => void;
};

export type DataTableState = {
  /** Nothing has been read yet: skeleton rows. Ignored while there are rows. */
  loading?: boolean | undefined;
  /** Being read again; the old rows stay. */
  fetching?: boolean | undefined;
  error?:
    | { title: string; message: ReactNode; retry?: (() => void) | undefined; requestId?: string | undefined }
    | undefined;
  /** There is nothing to list: not yet, not connected, not permitted. */
  empty?: ReactNode;
  /** There is something, and the search and filters hide all of it. Has a good default. */
  filteredEmpty?: ReactNode;
};

export type DataTableFooter = {
  noun: { one: string; many: string };
  /** All rows there are, before search and filters. */
  total: number;
  /** How many pass search and filters; the number of rows given unless told. */
  shown?: number | undefined;
  /** More than `shown` pass; how many more was not counted. */
  shownIsLeast?: boolean | undefined;
  /** When the data was read: ISO 8601, Date or epoch milliseconds. */
  asOf?: string | number | Date | undefined;
  onRefresh?: (() => void) | undefined;
  /** Says that the list is cut, and where. */
  cutNotice?: ReactNode;
};

export type DataTableProps<Row> = {
  /** The accessible name, for example "Tenants". */
  label: string;
  columns: readonly DataTableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The detail of a row: its first column becomes a link, and a click beside it opens it too. */
  rowHref?: ((row: Row) => string | undefined) | undefined;
  /** "gone" strikes the row through, "pending" dims it, "selected" marks the open one. */
  rowTone?: ((row: Row) => "normal" | "gone" | "pending" | "selected") | undefined;
  rowActions?: ((row: Row) => ReactNode) | undefined;
  /** Width in pixels kept for the actions; 48 unless told. */
  rowActionsWidth?: number | undefined;
  /** "local": the table sorts the rows; "server": they come sorted. */
  mode?: "local" | "server" | undefined;
  state?: DataTableState | undefined;
  search?: DataTableSearch | undefined;
  filters?: readonly DataTableFilter[] | undefined;
  /** Controlled if given; otherwise the table keeps it to itself, starting from `defaultSorting`. */
  sorting?: readonly DataTableSort[] | undefined;
  onSortingChange?: ((sorting: DataTableSort[]) => void) | undefined;
  defaultSorting?: readonly DataTableSort[] | undefined;
  /**
   * Ids of the visible columns in their order; null for the table's own. Controlled if given; otherwise the table keeps
   * it to itself.
   */
  columnLayout?: readonly string[] | null | undefined;
  onColumnLayoutChange?: ((layout: readonly string[] | null) => void) | undefined;
  onClearFilters?: (() => void) | undefined;
  /** More controls at the right of the toolbar. */
  toolbar?: ReactNode;
  /** Makes rows selectable: what can be done with those that are. */
  selectionActions?: ((selection: DataTableSelection) => ReactNode) | undefined;
  /** What is asked for (search and filters): when it changes, nothing is selected any more. */
  selectionScope?: string | undefined;
  footer?: DataTableFooter | undefined;
  /** Server mode: there are more rows, and how to get them when the end comes into view. */
  hasMore?: boolean | undefined;
  onEndReached?: (() => void) | undefined;
};

"use client";

import { useSettledValue } from "@/components/ui/use-settled-value";
import { type AddressValues, writeAddress } from "@/lib/client/address";
import type { TableName } from "@/lib/contracts/views";
import type {
  DataTableFilter,
  DataTableFilterOption,
  DataTableSearch,
  DataTableSort,
} from "./data-table-types";
import { resolveOption } from "./resolve-option";
import { parseSort, serializeSort } from "./sort-parser";
import { useAddress } from "./use-address";
import { useTableLayout } from "./use-table-layout";

const settleMillis = 250;
const noSorting: readonly DataTableSort[] = [];

type TableUrlOptions<Id extends string> = {
  /** The table's own word, under which each person's columns and views are kept: "tenants". */
  table: TableName;
  /** Each filter's name in the query string, for example ["status", "region"]. */
  filterIds: readonly Id[];
  defaultSorting?: readonly DataTableSort[] | undefined;
  /** Before every name, where a page has two tables: "tokens." gives `tokens.search=`. */
  prefix?: string | undefined;
};

type FilterExtras = Pick<DataTableFilter, "secondary" | "dates"> & {
  /** There are no other values than the options. */
  closed?: boolean | undefined;
  /** What else a value is called, for example a region by the label in its hostnames. */
  alias?: ((typed: string) => string | undefined) | undefined;
};

export type TableUrlState<Id extends string> = {
  table: TableName;
  /** As it stands in the box. */
  search: string;
  /** The search once the typing rests: what a server is asked for. */
  settledSearch: string;
  selected: Record<Id, string[]>;
  sorting: DataTableSort[];
  /** Sorting as a server is asked for it: "name,-licenseEndsAt"; "" for none. */
  sort: string;
  /** The saved view that was opened last; what is seen may differ from it by now. */
  viewId: string | undefined;
  /** What a saved view keeps, in one form: search, filters, order and columns. */
  query: string;
  /** Shows what a saved view has kept; "" for the table as it is at first. */
  open: (viewId: string | undefined, query: string) => void;
  searchProps: (label: string, placeholder?: string) => DataTableSearch;
  filterProps: (
    id: Id,
    label: string,
    options: readonly DataTableFilterOption[],
    extras?: FilterExtras,
  ) => DataTableFilter;
  clearFilters: () => void;
  /** To be spread on the table. */
  tableProps: {
    sorting: DataTableSort[];
    onSortingChange: (sorting: DataTableSort[]) => void;
    columnLayout: readonly string[] | null;
    onColumnLayoutChange: (layout: readonly string[] | null) => void;
    onClearFilters: () => void;
    selectionScope: string;
  };
};

/**
 * Search, filters, sorting and columns of a table in the query string, so that a link shows a colleague the same rows:
 * `?search=acme&status=active,suspended&sort=name,-licenseEndsAt&columns=name,region`. Columns that the link does not
 * name are as the person has laid them out.
 */
export function useTableUrlState<const Id extends string>({
  table,
  filterIds,
  defaultSorting = noSorting,
  prefix = "",
}: TableUrlOptions<Id>): TableUrlState<Id> {
  const read = useAddress();
  const layout = useTableLayout(table);
  const get = (name: string) => read(`${prefix}${name}`);
  const set = (values: AddressValues, afterMs?: number) =>
    writeAddress(
      Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value])),
      afterMs,
    );
  const list = (name: string) => (get(name) ?? "").split(",").filter(Boolean);

  const search = get("search") ?? "";
  const settledSearch = useSettledValue(search, settleMillis);
  const selected = Object.fromEntries(filterIds.map((id) => [id, list(id)])) as Record<Id, string[]>;
  const sortText = get("sort");
  const sorting = sortText === null ? [...defaultSorting] : parseSort(sortText);
  const namedColumns = list("columns");
  const names = ["search", ...filterIds, "sort", "columns"];
  const cleared = Object.fromEntries(["search", ...filterIds].map((name) => [name, null]));

  return {
    table,
    search,
    settledSearch,
    selected,
    sorting,
    sort: serializeSort(sorting),
    viewId: get("view") || undefined,
    query: queryOf(names, get),
    open: (viewId, query) => {
      const kept = new URLSearchParams(query);
      const values = names.map((name) => [name, kept.get(name)] as const);
      set({ ...Object.fromEntries(values), view: viewId ?? null });
    },
    searchProps: (label, placeholder) => ({
      label,
      placeholder,
      value: search,
      onChange: (value) => set({ search: value || null }, settleMillis),
    }),
    filterProps: (id, label, options, { closed = false, alias, secondary, dates } = {}) => ({
      id,
      label,
      options,
      secondary,
      dates,
      selected: selected[id],
      onChange: (values) => set({ [id]: values.join(",") || null }),
      resolve: (typed) => resolveOption(typed, options, alias) ?? (closed ? undefined : typed),
    }),
    clearFilters: () => set(cleared),
    tableProps: {
      sorting,
      onSortingChange: (next) => {
        const text = serializeSort(next);
        set({ sort: text === serializeSort(defaultSorting) ? null : text });
      },
      columnLayout: namedColumns.length > 0 ? namedColumns : layout.columns,
      onColumnLayoutChange: (next) => {
        set({ columns: next?.join(",") ?? null });
        layout.keep({ columns: next === null ? null : [...next] });
      },
      onClearFilters: () => set(cleared),
      selectionScope: queryOf(["search", ...filterIds], get),
    },
  };
}

function queryOf(names: readonly string[], get: (name: string) => string | null): string {
  const kept = new URLSearchParams();
  for (const name of names) {
    const value = get(name);
    // An empty order is one: that of the data. Everything else that is empty is not there.
    if (value || (value === "" && name === "sort")) kept.set(name, value);
  }
  return kept.toString();
}

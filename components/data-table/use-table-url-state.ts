"use client";

import {
  debounce,
  defaultRateLimit,
  parseAsArrayOf,
  parseAsString,
  useQueryState,
  useQueryStates,
} from "nuqs";
import { useMemo } from "react";
import type {
  DataTableFilter,
  DataTableFilterOption,
  DataTableSearch,
  DataTableSort,
} from "./data-table-types";
import { parseAsSort, serializeSort } from "./sort-parser";
import { useDebouncedValue } from "./use-debounced-value";

const settleMillis = 250;
const noIds: readonly string[] = [];
const noSorting: readonly DataTableSort[] = [];
const replace = { history: "replace", shallow: true, scroll: false } as const;

type TableUrlOptions<Id extends string> = {
  /** Each filter's name in the query string, for example ["status", "region"]. */
  filterIds: readonly Id[];
  defaultSorting?: readonly DataTableSort[] | undefined;
  defaultHidden?: readonly string[] | undefined;
  /** Before every name, where a page has two tables: "tokens." gives `tokens.search=`. */
  prefix?: string | undefined;
};

export type TableUrlState<Id extends string> = {
  /** As it stands in the box. */
  search: string;
  /** The search once the typing rests: what a server is asked for. */
  settledSearch: string;
  selected: Record<Id, string[]>;
  sorting: DataTableSort[];
  /** Sorting as a server is asked for it: "name,-licenseEndsAt"; "" for none. */
  sort: string;
  searchProps: (label: string, placeholder?: string) => DataTableSearch;
  filterProps: (id: Id, label: string, options: readonly DataTableFilterOption[]) => DataTableFilter;
  clearFilters: () => void;
  /** To be spread on the table. */
  tableProps: {
    sorting: DataTableSort[];
    onSortingChange: (sorting: DataTableSort[]) => void;
    hiddenColumns: string[];
    onHiddenColumnsChange: (hidden: string[]) => void;
    onClearFilters: () => void;
  };
};

/**
 * Search, filters, sorting and hidden columns of a table in the query string, so that a link shows a colleague
 * the same rows: `?search=acme&status=active,suspended&sort=name,-licenseEndsAt&hide=region`.
 */
export function useTableUrlState<const Id extends string>({
  filterIds,
  defaultSorting = noSorting,
  defaultHidden = noIds,
  prefix = "",
}: TableUrlOptions<Id>): TableUrlState<Id> {
  const [search, setSearch] = useQueryState(
    `${prefix}search`,
    parseAsString.withDefault("").withOptions({ ...replace, limitUrlUpdates: debounce(settleMillis) }),
  );
  const [sorting, setSorting] = useQueryState(
    `${prefix}sort`,
    parseAsSort.withDefault([...defaultSorting]).withOptions(replace),
  );
  const [hidden, setHidden] = useQueryState(
    `${prefix}hide`,
    parseAsArrayOf(parseAsString)
      .withDefault([...defaultHidden])
      .withOptions(replace),
  );
  const idList = filterIds.join(",");
  const parsers = useMemo(
    () =>
      Object.fromEntries(
        idList
          .split(",")
          .filter(Boolean)
          .map((id) => [`${prefix}${id}`, listParser]),
      ),
    [idList, prefix],
  );
  const [filters, setFilters] = useQueryStates(parsers, replace);
  const settledSearch = useDebouncedValue(search, settleMillis);

  const selectedOf = (id: Id) => filters[`${prefix}${id}`] ?? [];
  function clearFilters() {
    void setSearch("");
    void setFilters(null);
  }
  return {
    search,
    settledSearch,
    selected: Object.fromEntries(filterIds.map((id) => [id, selectedOf(id)])) as Record<Id, string[]>,
    sorting,
    sort: serializeSort(sorting),
    searchProps: (label, placeholder) => ({
      label,
      placeholder,
      value: search,
      onChange: (value) => void setSearch(value),
      onLeave: () => {
        // Whoever goes on to a link must not be called back by an address that is written late: Next takes a change of
        // the address for another navigation, and forgets the one that is under way.
        if (search !== settledSearch) void setSearch(search, { limitUrlUpdates: defaultRateLimit });
      },
    }),
    filterProps: (id, label, options) => ({
      id,
      label,
      options,
      selected: selectedOf(id),
      onChange: (values) => void setFilters({ [`${prefix}${id}`]: values }),
    }),
    clearFilters,
    tableProps: {
      sorting,
      onSortingChange: (next) => void setSorting(next),
      hiddenColumns: hidden,
      onHiddenColumnsChange: (next) => void setHidden(next),
      onClearFilters: clearFilters,
    },
  };
}

const listParser = parseAsArrayOf(parseAsString).withDefault([]);

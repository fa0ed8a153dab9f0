"use client";

import { type CSSProperties, useMemo, useRef } from "react";
import { Announce } from "@/components/ui/announce";
import { resultWords } from "./count-of";
import type { DataTableProps, DataTableSort } from "./data-table-types";
import { SelectionBar } from "./selection-bar";
import { sortWords } from "./sort-words";
import { TableBody } from "./table-body";
import { TableEnd } from "./table-end";
import { TableFooter } from "./table-footer";
import { TableHead } from "./table-head";
import { cardPlaces, tableLayout } from "./table-layout";
import { NothingMatches, StaleNotice, TableError } from "./table-message";
import { tableRoles } from "./table-roles";
import { TableSkeleton } from "./table-skeleton";
import { TableToolbar } from "./table-toolbar";
import { useFits } from "./use-fits";
import { useOwnState } from "./use-own-state";
import { useRowSelection } from "./use-row-selection";
import { useTableModel } from "./use-table-model";

const noFilters: NonNullable<DataTableProps<unknown>["filters"]> = [];
const noSorting: readonly DataTableSort[] = [];
/** Longer than between two keys: a screen reader says what is found, not what each letter finds. */
const ANNOUNCED_AFTER_MS = 500;

/**
 * The one table for all lists: toolbar, rows, foot, and in their place what there is to say when there are
 * none. Give `columns` and `rowId` a stable identity (outside the component, or useMemo).
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, rowHref, rowTone, rowActions, search, footer } = props;
  const { mode = "local", state = {}, filters = noFilters, hasMore = false } = props;
  const [sorting, setSorting] = useOwnState<readonly DataTableSort[]>(
    props.sorting,
    (next) => props.onSortingChange?.([...next]),
    props.defaultSorting ?? noSorting,
  );
  const [layout, setLayout] = useOwnState<readonly string[] | null>(
    props.columnLayout,
    props.onColumnLayoutChange,
    null,
  );
  const { rows: sortedRows, model } = useTableModel({
    columns,
    rows,
    mode,
    sorting,
    onSortingChange: setSorting,
    layout,
    onLayoutChange: setLayout,
  });
  const matching = footer?.shown ?? rows.length;
  const rowSelection = useRowSelection(
    props.selectionScope ?? "",
    { rows: sortedRows, rowId },
    {
      matching,
      isLeast: footer?.shownIsLeast ?? false,
      complete: !hasMore && rows.length >= matching && !state.loading && !state.error,
    },
  );
  const selection = props.selectionActions ? rowSelection : undefined;

  const actionsWidth = rowActions ? (props.rowActionsWidth ?? 48) : 0;
  const { visibleColumns } = model;
  const tracks = tableLayout(visibleColumns, actionsWidth, selection ? 56 : 0);
  const scroller = useRef<HTMLDivElement>(null);
  useFits(scroller, tracks.minWidth);
  const places = useMemo(() => cardPlaces(visibleColumns), [visibleColumns]);
  const hasFiller = visibleColumns.every((column) => column.width !== undefined);

  const fetching = state.fetching ?? false;
  const loading = rows.length === 0 && (state.loading ?? false);
  const filtering =
    (search?.value.trim() ?? "") !== "" || filters.some((filter) => filter.selected.length > 0);
  // -1: not known, because the server holds more than it has told of.
  const rowCount = hasMore ? (footer?.shown === undefined ? -1 : footer.shown + 1) : rows.length + 1;
  function clearFilters() {
    if (props.onClearFilters) {
      props.onClearFilters();
      return;
    }
    search?.onChange("");
    for (const filter of filters) if (filter.selected.length > 0) filter.onChange([]);
  }
  function instead() {
    if (rows.length > 0 || loading) return null;
    if (state.error) return <TableError error={state.error} />;
    if (filtering && footer?.total !== 0) {
      const noun = footer?.noun.many ?? "rows";
      return state.filteredEmpty ?? <NothingMatches noun={noun} onClear={clearFilters} />;
    }
    return state.empty ?? null;
  }

  return (
    <div
      data-table-root=""
      // Straight inside <main> the table takes the height that is left (see AppFrame), so that its foot stays in
      // view; anywhere else it is cut at a height of its own.
      className="flex min-w-0 flex-col gap-3 sm:[main>&]:min-h-96 sm:[main>&]:flex-1"
    >
      <TableToolbar model={model} search={search} filters={filters} onClearFilters={clearFilters}>
        {props.toolbar}
      </TableToolbar>
      <div className="relative flex min-h-0 flex-col overflow-hidden rounded-lg border bg-surface-raised shadow-raised">
        {fetching && rows.length > 0 ? <FetchingLine /> : null}
        <div
          {...(rowHref || rowActions ? undefined : scrolledByKeys(label))}
          ref={scroller}
          data-table-scroller=""
          className="relative max-h-[max(20rem,var(--data-table-max-height,calc(100dvh-17rem)))] min-h-0 overflow-auto max-sm:max-h-[calc(100dvh-9rem)] sm:[main>[data-table-root]_&]:max-h-none"
        >
          <table
            {...tableRoles.table}
            aria-label={label}
            aria-rowcount={rowCount}
            aria-colcount={visibleColumns.length + (rowActions ? 1 : 0) + (selection ? 1 : 0)}
            aria-busy={loading || fetching || undefined}
            className="block w-full text-sm sm:min-w-(--table-min-width)"
            style={
              {
                "--table-columns": tracks.template,
                "--table-min-width": `${tracks.minWidth}px`,
              } as CSSProperties
            }
          >
            <TableHead
              model={model}
              selection={selection}
              hasFiller={hasFiller}
              hasActions={rowActions !== undefined}
            />
            {loading ? (
              <TableSkeleton columns={visibleColumns} places={places} selectable={selection !== undefined} />
            ) : (
              <TableBody
                rows={sortedRows}
                rowId={rowId}
                selection={selection}
                columns={visibleColumns}
                places={places}
                hasFiller={hasFiller}
                rowHref={rowHref}
                rowTone={rowTone}
                rowActions={rowActions}
              />
            )}
          </table>
          {instead()}
          {hasMore && props.onEndReached && rows.length > 0 ? (
            <TableEnd onEndReached={props.onEndReached} fetching={fetching} />
          ) : null}
        </div>
        <Announce settleMs={ANNOUNCED_AFTER_MS}>
          {loading
            ? "Loading"
            : footer && !state.error
              ? resultWords({ ...footer, shown: footer.shown ?? rows.length })
              : ""}
        </Announce>
        <Announce>{sortWords(visibleColumns, sorting)}</Announce>
        {state.error && rows.length > 0 ? <StaleNotice error={state.error} /> : null}
        {selection && footer ? (
          <SelectionBar selection={selection} noun={footer.noun} isLeast={footer.shownIsLeast ?? false}>
            {props.selectionActions?.(selection)}
          </SelectionBar>
        ) : null}
        {footer === undefined || loading || (state.error && rows.length === 0) ? null : (
          <TableFooter {...footer} shown={footer.shown ?? rows.length} fetching={fetching} />
        )}
      </div>
    </div>
  );
}

/** Where nothing in the rows takes the focus, the box that scrolls must, or the keyboard could not reach the rest. */
const scrolledByKeys = (label: string) => ({ tabIndex: 0, role: "group", "aria-label": `${label}, rows` });

function FetchingLine() {
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-0 z-20 h-0.5 overflow-hidden">
      <div className="h-full w-1/4 animate-sweep bg-accent" />
    </div>
  );
}

import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { tableRoles } from "./table-roles";
import type { SortState, TableModel } from "./use-table-model";

/** The header row. On a phone it is only heard: cards carry their labels and a Sort menu stands above them. */
export function TableHead<Row>({
  model,
  hasFiller,
  hasActions,
}: {
  model: TableModel<Row>;
  hasFiller: boolean;
  hasActions: boolean;
}) {
  return (
    <thead
      {...tableRoles.rowgroup}
      className="max-sm:sr-only sm:sticky sm:top-0 sm:z-10 sm:block sm:bg-surface-sunken"
    >
      <tr
        {...tableRoles.row}
        aria-rowindex={1}
        className="sm:grid sm:h-9 sm:grid-cols-(--table-columns) sm:border-b sm:bg-surface-sunken sm:pr-2"
      >
        {model.visibleColumns.map((column, place) => {
          const sort = model.sortState(column.id);
          const sortable = model.isSortable(column.id);
          return (
            <th
              key={column.id}
              {...tableRoles.columnheader}
              scope="col"
              aria-sort={ariaSort(sortable, sort)}
              className={cn(
                "flex min-w-0 items-center px-2 text-left font-medium text-text-muted text-xs",
                column.align === "end" && "justify-end text-right",
                place === 0 && "bg-surface-sunken sm:sticky sm:left-0 sm:z-1 sm:pl-4",
              )}
            >
              {sortable ? (
                <SortButton
                  header={column.header}
                  sort={sort}
                  onToggle={(several) => model.toggleSort(column.id, several)}
                />
              ) : (
                <span className="truncate">{column.header}</span>
              )}
            </th>
          );
        })}
        {hasFiller ? <td {...tableRoles.cell} aria-hidden="true" /> : null}
        {hasActions ? (
          <th {...tableRoles.columnheader} scope="col" className="bg-surface-sunken sm:sticky sm:right-0">
            <span className="sr-only">Actions</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

// ARIA wants at most one sorted column named; those after the first say it in words on their button.
function ariaSort(sortable: boolean, sort: SortState): "ascending" | "descending" | "none" | undefined {
  if (!sortable) return undefined;
  return sort.place === 1 ? sort.direction : "none";
}

function SortButton({
  header,
  sort,
  onToggle,
}: {
  header: string;
  sort: SortState;
  onToggle: (several: boolean) => void;
}) {
  const Icon = sort.direction === "none" ? ArrowUpDown : sort.direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      title="Sort. With Shift: by several columns"
      onClick={(event) => onToggle(event.shiftKey)}
      className={cn(
        "group/sort -mx-1 inline-flex h-6 min-w-0 items-center gap-1 rounded-sm px-1 hover:text-text",
        sort.direction !== "none" && "text-text",
      )}
    >
      <span className="truncate">{header}</span>
      <Icon
        aria-hidden="true"
        className={cn(
          "size-3.5 shrink-0",
          sort.direction === "none" &&
            "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
        )}
      />
      {sort.of > 1 && sort.place > 0 ? (
        <>
          <span aria-hidden="true" className="text-text-faint">
            {sort.place}
          </span>
          <span className="sr-only">
            , sorted {sort.direction}, {sort.place} of {sort.of}
          </span>
        </>
      ) : null}
    </button>
  );
}

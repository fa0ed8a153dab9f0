import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";
import { PageLink } from "@/components/ui/page-link";
import type { DataTableColumn } from "./data-table-types";
import { SelectCell } from "./select-cell";
import type { CardPlace } from "./table-layout";
import { tableRoles } from "./table-roles";
import type { RowSelection } from "./use-row-selection";

type TableRowProps<Row> = {
  row: Row;
  id: string;
  selection: RowSelection | undefined;
  /** From 0, over all rows. */
  index: number;
  columns: readonly DataTableColumn<Row>[];
  places: ReadonlyMap<string, CardPlace>;
  hasFiller: boolean;
  href: string | undefined;
  tone: "normal" | "gone" | "pending" | "selected";
  actions: ReactNode;
  hasActions: boolean;
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
};

const placeStyles: Record<CardPlace, string> = {
  title: "max-sm:col-start-1 max-sm:row-start-1 max-sm:font-medium max-sm:min-h-11",
  subtitle: "max-sm:col-start-1 max-sm:row-start-2 max-sm:text-text-muted",
  badge: "max-sm:col-start-2 max-sm:row-start-2 max-sm:justify-end",
  meta: "max-sm:col-span-full max-sm:before:w-28 max-sm:before:shrink-0 max-sm:before:text-text-muted max-sm:before:content-[attr(data-label)/'']",
  hidden: "max-sm:hidden",
};

const toneStyles = {
  normal: "bg-surface-raised",
  gone: "bg-surface-raised text-text-muted",
  pending: "bg-surface-raised text-text-muted",
  selected: "bg-accent-soft",
} as const;

/** One row: a line of the grid, or a card on a phone; the same elements in both. */
export function TableRow<Row>({
  row,
  id,
  selection,
  index,
  columns,
  places,
  hasFiller,
  href,
  tone,
  actions,
  hasActions,
  measure,
}: TableRowProps<Row>) {
  const nameId = useId();
  const selected = selection?.has(id) ?? false;
  return (
    <tr
      {...tableRoles.row}
      ref={measure}
      data-index={index}
      data-row-id={id}
      aria-rowindex={index + 2}
      aria-busy={tone === "pending" || undefined}
      className={cn(
        "grid border-b last:border-b-0 hover:bg-surface-hover",
        // Copy buttons show in the row under the pointer or the focus; where there is no pointer, always.
        "pointer-fine:not-hover:not-focus-within:[&_[data-copy-button=idle]]:opacity-0",
        "max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:px-4 max-sm:pt-1 max-sm:pb-3",
        "sm:h-row sm:grid-cols-(--table-columns) sm:pr-2",
        href !== undefined && "cursor-pointer",
        toneStyles[selected ? "selected" : tone],
        selection !== undefined && "max-sm:relative max-sm:pl-12",
      )}
    >
      {selection === undefined ? null : <SelectCell id={id} nameId={nameId} selection={selection} />}
      {columns.map((column, place) => {
        const content = column.cell(row);
        const where = places.get(column.id) ?? "meta";
        return (
          <td
            key={column.id}
            {...tableRoles.cell}
            id={place === 0 ? nameId : undefined}
            data-label={column.header}
            className={cn(
              "flex min-w-0 items-center overflow-hidden max-sm:has-[a,button]:min-h-11 sm:whitespace-nowrap sm:px-2",
              column.align === "end" && "sm:justify-end sm:text-right",
              tone === "gone" && column.card !== "badge" && "line-through **:line-through",
              // The name stays in view while the rest scrolls sideways: one must be sure which row it is.
              place === 0 &&
                (selection === undefined
                  ? "bg-inherit sm:sticky sm:left-0 sm:z-1 sm:pl-4"
                  : "bg-inherit sm:sticky sm:left-10 sm:z-1"),
              placeStyles[where],
            )}
          >
            {place === 0 && href !== undefined ? <RowLink href={href}>{content}</RowLink> : content}
          </td>
        );
      })}
      {hasFiller ? <td {...tableRoles.cell} aria-hidden="true" className="max-sm:hidden" /> : null}
      {hasActions ? (
        <td
          {...tableRoles.cell}
          className="flex items-center justify-end gap-1 bg-inherit max-sm:col-start-2 max-sm:row-start-1 sm:sticky sm:right-0 sm:pr-1 sm:pl-2"
        >
          {actions}
        </td>
      ) : null}
    </tr>
  );
}

function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink
      href={href}
      data-row-link=""
      className="min-w-0 max-w-full truncate rounded-sm font-medium underline decoration-transparent underline-offset-2 hover:decoration-current touch:min-w-11 touch:leading-11"
    >
      {children}
    </PageLink>
  );
}

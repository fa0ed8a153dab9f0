import { memo, type ReactNode } from "react";
import { PageLink } from "@/components/ui/page-link";
import type { DataTableProps } from "./data-table-types";
import type { RowLayout } from "./row-layout";
import { SelectCell } from "./select-cell";
import { tableRoles } from "./table-roles";

type TableRowProps<Row> = {
  row: Row;
  id: string;
  /** Begins the ids of elements of this table. */
  tableId: string;
  /** From 0, over all rows. */
  index: number;
  layout: RowLayout<Row>;
  href: string | undefined;
  tone: "normal" | "gone" | "pending" | "selected";
  selected: boolean;
  onToggle: (id: string, range: boolean) => void;
  actions: DataTableProps<Row>["rowActions"];
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
};

const toneStyles = {
  normal: "",
  gone: " dt-row-quiet",
  pending: " dt-row-quiet",
  selected: " dt-row-chosen",
};

/** One row: a line of the grid, or a card on a phone; the same elements in both. */
function Row<Row>({
  row,
  id,
  tableId,
  index,
  layout: { cells, selectable, hasFiller, hasActions },
  href,
  tone,
  selected,
  onToggle,
  actions,
  measure,
}: TableRowProps<Row>) {
  const nameId = selectable ? `${tableId}-${index}` : undefined;
  const look = toneStyles[selected ? "selected" : tone];
  return (
    <tr
      {...tableRoles.row}
      ref={measure}
      data-index={index}
      data-row-id={id}
      aria-rowindex={index + 2}
      aria-busy={tone === "pending" || undefined}
      className={`dt-row${look}${selectable ? " dt-row-selectable" : ""}${href === undefined ? "" : " cursor-pointer"}`}
    >
      {nameId === undefined ? null : (
        <SelectCell id={id} nameId={nameId} selected={selected} onToggle={onToggle} />
      )}
      {cells.map(({ column, className, goneClassName }, place) => {
        const content = column.cell(row);
        return (
          <td
            key={column.id}
            {...tableRoles.cell}
            id={place === 0 ? nameId : undefined}
            data-label={column.header}
            className={tone === "gone" ? goneClassName : className}
          >
            {place === 0 && href !== undefined ? <RowLink href={href}>{content}</RowLink> : content}
          </td>
        );
      })}
      {hasFiller ? <td {...tableRoles.cell} aria-hidden="true" className="max-sm:hidden" /> : null}
      {hasActions ? (
        <td {...tableRoles.cell} className="dt-actions">
          {actions?.(row)}
        </td>
      ) : null}
    </tr>
  );
}

/** It stays as it is while nothing of it changes, whatever is typed, scrolled or selected around it. */
export const TableRow = memo(Row) as typeof Row;

function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink href={href} data-row-link="" className="dt-link">
      {children}
    </PageLink>
  );
}

import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { DataTableColumn } from "./data-table-types";
import type { CardPlace } from "./table-layout";
import { tableRoles } from "./table-roles";

const lines = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
const sizes = ["h-3 w-3/5", "h-3 w-4/5", "h-3 w-1/2", "h-3 w-2/3"];

/** Rows that hold the place of those to come, in their size. */
export function TableSkeleton<Row>({
  columns,
  places,
  selectable,
}: {
  columns: readonly DataTableColumn<Row>[];
  places: ReadonlyMap<string, CardPlace>;
  selectable: boolean;
}) {
  return (
    <tbody {...tableRoles.rowgroup} aria-hidden="true" className="block">
      {lines.map((line, index) => (
        <tr
          key={line}
          {...tableRoles.row}
          className="grid border-b last:border-b-0 max-sm:gap-y-3 max-sm:px-4 max-sm:py-4 sm:h-row sm:grid-cols-(--table-columns) sm:pr-2"
        >
          {selectable ? <td {...tableRoles.cell} className="max-sm:hidden" /> : null}
          {columns.map((column, place) => (
            <td
              key={column.id}
              {...tableRoles.cell}
              className={cn(
                "flex items-center sm:px-2",
                place === 0 && !selectable && "sm:pl-4",
                column.align === "end" && "sm:justify-end",
                places.get(column.id) === "hidden" && "max-sm:hidden",
              )}
            >
              <Skeleton size={sizes[(index + place * 3) % sizes.length] ?? ""} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

import { Checkbox } from "@/components/ui/checkbox";
import { tableRoles } from "./table-roles";
import type { RowSelection } from "./use-row-selection";

/** The box of a row, named by what stands in the row's first cell. With Shift it takes all rows since the last one. */
export function SelectCell({
  id,
  nameId,
  selection,
}: {
  id: string;
  /** Of the element that holds the row's name. */
  nameId: string;
  selection: RowSelection;
}) {
  const ownId = `${nameId}-select`;
  return (
    <td
      {...tableRoles.cell}
      data-no-row-click=""
      className="flex items-center bg-inherit max-sm:absolute max-sm:top-4.5 max-sm:left-4 sm:sticky sm:left-0 sm:z-1 sm:pl-3"
    >
      <Checkbox
        id={ownId}
        aria-label="Select"
        aria-labelledby={`${ownId} ${nameId}`}
        checked={selection.has(id)}
        // Here and not on change, which does not tell of the Shift key.
        onClick={(event) => selection.toggle(id, event.shiftKey)}
        onChange={() => undefined}
      />
    </td>
  );
}

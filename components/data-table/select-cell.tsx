import { Checkbox } from "@/components/ui/checkbox";
import { tableRoles } from "./table-roles";

/** The box of a row, named by what stands in the row's first cell. With Shift it takes all rows since the last one. */
export function SelectCell({
  id,
  nameId,
  selected,
  onToggle,
}: {
  id: string;
  /** Of the element that holds the row's name. */
  nameId: string;
  selected: boolean;
  onToggle: (id: string, range: boolean) => void;
}) {
  const ownId = `${nameId}-select`;
  return (
    <td {...tableRoles.cell} data-no-row-click="" className="dt-select">
      <Checkbox
        id={ownId}
        aria-label="Select"
        aria-labelledby={`${ownId} ${nameId}`}
        checked={selected}
        // Here and not on change, which does not tell of the Shift key.
        onClick={(event) => onToggle(id, event.shiftKey)}
        onChange={nothing}
      />
    </td>
  );
}

const nothing = () => undefined;

import { MenuItem } from "@/components/ui/menu-parts";
import type { RowSelection } from "./use-row-selection";

const groups = new Intl.NumberFormat("en-US");

/** None, what is loaded, or all that match. */
export function SelectionItems({ selection }: { selection: RowSelection }) {
  const { state, loaded, matching } = selection;
  return (
    <>
      <MenuItem disabled={state === "none"} onSelect={selection.clear}>
        None
      </MenuItem>
      <MenuItem disabled={loaded === 0} onSelect={selection.selectLoaded}>
        The {groups.format(loaded)} loaded
      </MenuItem>
      <MenuItem disabled={matching === 0} onSelect={selection.selectAll}>
        All {groups.format(matching)} matching
      </MenuItem>
    </>
  );
}

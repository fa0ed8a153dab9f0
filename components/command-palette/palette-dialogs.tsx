import type { NavItem } from "@/components/shell/navigation";
import type { PageAction } from "@/components/shell/page-lists";
import { PaletteDialog } from "./palette-dialog";
import { ShortcutsDialog } from "./shortcuts-dialog";

export type Shown = "palette" | "shortcuts" | undefined;

interface PaletteDialogsProps {
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
  readonly takeTypedAhead: () => string;
  readonly pages: readonly NavItem[];
  readonly pageActions: readonly PageAction[];
  readonly onSignOut: () => void;
}

/** The palette and the list of shortcuts: at most one of them is open. */
export function PaletteDialogs({ shown, onShow, ...rest }: PaletteDialogsProps) {
  return (
    <>
      <PaletteDialog
        open={shown === "palette"}
        onOpenChange={(open) => onShow(open ? "palette" : undefined)}
        onShowShortcuts={() => onShow("shortcuts")}
        {...rest}
      />
      <ShortcutsDialog
        open={shown === "shortcuts"}
        onOpenChange={(open) => onShow(open ? "shortcuts" : undefined)}
      />
    </>
  );
}

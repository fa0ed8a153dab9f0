"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import type { NavItem } from "@/components/shell/navigation";
import type { PageAction } from "@/components/shell/page-lists";
import { Button } from "@/components/ui/button";
import { late } from "@/components/ui/late";
import { usePrepared } from "@/components/ui/use-at-rest";
import { useWanted } from "@/components/ui/use-wanted";
import type { Shown } from "./palette-dialogs";
import { opensPalette, opensShortcuts } from "./shortcut-keys";
import { useTypedAhead } from "./use-typed-ahead";

const dialogs = late(() => import("./palette-dialogs"));

interface CommandPaletteProps {
  readonly pages: readonly NavItem[];
  readonly pageActions: readonly PageAction[];
  readonly onSignOut: () => void;
}

/** From everywhere to everything: a button in the top bar, Ctrl K or ⌘ K; and the list of shortcuts under "?". */
export function CommandPalette({ pages, pageActions, onSignOut }: CommandPaletteProps) {
  const [shown, setShown] = useState<Shown>();
  usePrepared(dialogs);
  const loaded = useWanted(dialogs, shown !== undefined, () => setShown(undefined));
  const takeTypedAhead = useTypedAhead(shown === "palette", () => setShown(undefined));
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (opensPalette(event)) {
        event.preventDefault();
        setShown((before) => (before === "palette" ? undefined : "palette"));
      } else if (opensShortcuts(event)) {
        event.preventDefault();
        setShown("shortcuts");
      }
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Search everything"
        aria-keyshortcuts="Control+K Meta+K"
        className="sm:w-auto sm:border-line-strong sm:px-2.5"
        onPointerEnter={dialogs.prepare}
        onClick={() => setShown("palette")}
      >
        <Search aria-hidden="true" />
        <span aria-hidden="true" className="hidden items-center gap-3 font-normal sm:flex">
          Search
          <kbd className="rounded-sm border px-1 font-sans text-text-faint text-xs">Ctrl K</kbd>
        </span>
      </Button>
      {loaded ? (
        <loaded.PaletteDialogs
          shown={shown}
          onShow={setShown}
          takeTypedAhead={takeTypedAhead}
          pages={pages}
          pageActions={pageActions}
          onSignOut={onSignOut}
        />
      ) : null}
    </>
  );
}

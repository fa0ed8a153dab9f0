"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import type { NavItem } from "@/components/shell/navigation";
import { Button } from "@/components/ui/button";
import { opensPalette, opensShortcuts } from "./shortcuts";
import { useTypedAhead } from "./use-typed-ahead";

// Fetched once the page stands still: nobody waits for it who only wants to read.
const loadDialog = () => import("./palette-dialog");
const PaletteDialog = lazy(() => loadDialog().then((loaded) => ({ default: loaded.PaletteDialog })));
const ShortcutsDialog = lazy(() =>
  import("./shortcuts-dialog").then((loaded) => ({ default: loaded.ShortcutsDialog })),
);

interface CommandPaletteProps {
  readonly pages: readonly NavItem[];
  readonly onSignOut: () => void;
}

/** From everywhere to everything: a button in the top bar, Ctrl K or ⌘ K; and the list of shortcuts under "?". */
export function CommandPalette({ pages, onSignOut }: CommandPaletteProps) {
  const [open, setOpen] = useState<"palette" | "shortcuts">();
  const [used, setUsed] = useState<readonly string[]>([]);
  const takeTypedAhead = useTypedAhead(open === "palette", () => setOpen(undefined));

  function show(what: "palette" | "shortcuts" | undefined) {
    setOpen(what);
    if (what) setUsed((before) => (before.includes(what) ? before : [...before, what]));
  }

  useEffect(() => {
    const idle = setTimeout(() => void loadDialog(), 2000);
    return () => clearTimeout(idle);
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (opensPalette(event)) {
        event.preventDefault();
        setUsed((before) => (before.includes("palette") ? before : [...before, "palette"]));
        setOpen((before) => (before === "palette" ? undefined : "palette"));
      } else if (opensShortcuts(event)) {
        event.preventDefault();
        setUsed((before) => (before.includes("shortcuts") ? before : [...before, "shortcuts"]));
        setOpen("shortcuts");
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
        onPointerEnter={() => void loadDialog()}
        onClick={() => show("palette")}
      >
        <Search aria-hidden="true" />
        <span aria-hidden="true" className="hidden items-center gap-3 font-normal sm:flex">
          Search
          <kbd className="rounded-sm border px-1 font-sans text-text-faint text-xs">Ctrl K</kbd>
        </span>
      </Button>
      <Suspense fallback={null}>
        {used.includes("palette") ? (
          <PaletteDialog
            open={open === "palette"}
            onOpenChange={(next) => show(next ? "palette" : undefined)}
            onShowShortcuts={() => show("shortcuts")}
            takeTypedAhead={takeTypedAhead}
            pages={pages}
            onSignOut={onSignOut}
          />
        ) : null}
      </Suspense>
      <Suspense fallback={null}>
        {used.includes("shortcuts") ? (
          <ShortcutsDialog
            open={open === "shortcuts"}
            onOpenChange={(next) => show(next ? "shortcuts" : undefined)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

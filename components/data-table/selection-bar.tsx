import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { countOf, goneWords } from "./count-of";
import type { DataTableFooter } from "./data-table-types";
import type { RowSelection } from "./use-row-selection";

/** What can be done with the selected rows, while there are any; on a phone in reach of the thumb. */
export function SelectionBar({
  selection,
  noun,
  isLeast,
  children,
}: {
  selection: RowSelection;
  /** More match than are counted. */
  isLeast: boolean;
  noun: DataTableFooter["noun"];
  children: ReactNode;
}) {
  const more = isLeast ? "more than " : "";
  const { count, gone } = selection;
  const selected = `${selection.all ? more : ""}${countOf(count, noun)} selected`;
  const changed = gone > 0 ? goneWords(gone, count + gone) : "";
  const isEmpty = count === 0 && gone === 0;
  return (
    <>
      <p role="status" className="sr-only">
        {isEmpty ? "" : [selected, changed].filter(Boolean).join("; ")}
      </p>
      {isEmpty ? null : (
        <section
          aria-label="Selection"
          className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-t bg-accent-soft px-4 py-1.5 text-sm max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:pb-[max(0.375rem,env(safe-area-inset-bottom))] max-sm:shadow-floating"
        >
          <span className="mr-2 font-medium">{selected}</span>
          {changed === "" ? null : <span className="mr-2 text-text-muted">{changed}</span>}
          {count === 0 ? null : children}
          {selection.all || count >= selection.matching || count < selection.loaded ? null : (
            <Button variant="ghost" size="sm" onClick={selection.selectAll}>
              Select all {more}
              {countOf(selection.matching, noun)}
            </Button>
          )}
          <Button variant="ghost" size="sm" className="ml-auto" onClick={selection.clear}>
            Clear selection
          </Button>
        </section>
      )}
    </>
  );
}

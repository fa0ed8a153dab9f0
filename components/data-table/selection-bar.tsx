import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { countOf } from "./count-of";
import type { DataTableFooter } from "./data-table-types";
import type { RowSelection } from "./use-row-selection";

/** What can be done with the selected rows, while there are any. */
export function SelectionBar({
  selection,
  noun,
  children,
}: {
  selection: RowSelection;
  noun: DataTableFooter["noun"];
  children: ReactNode;
}) {
  return (
    <>
      <p role="status" className="sr-only">
        {selection.count === 0 ? "" : `${countOf(selection.count, noun)} selected`}
      </p>
      {selection.count === 0 ? null : (
        <section
          aria-label="Selection"
          className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-t bg-accent-soft px-4 py-1.5 text-sm"
        >
          <span className="mr-2 font-medium">{countOf(selection.count, noun)} selected</span>
          {children}
          {selection.all ||
          selection.count >= selection.matching ||
          selection.count < selection.loaded ? null : (
            <Button variant="ghost" size="sm" onClick={selection.selectAll}>
              Select all {countOf(selection.matching, noun)}
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

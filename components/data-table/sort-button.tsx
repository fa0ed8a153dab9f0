import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { SortState } from "./use-table-model";

/** Sorts by a column; with Shift beside those that are sorted already. */
export function SortButton({
  header,
  sort,
  onToggle,
}: {
  header: string;
  sort: SortState;
  onToggle: (several: boolean) => void;
}) {
  const Icon = sort.direction === "none" ? ArrowUpDown : sort.direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      title="Sort. With Shift: by several columns"
      onClick={(event) => onToggle(event.shiftKey)}
      className={`group/sort -mx-1 inline-flex h-6 min-w-0 items-center gap-1 rounded-sm px-1 hover:text-text ${sort.direction === "none" ? "" : "text-text"}`}
    >
      <span className="truncate">{header}</span>
      <Icon
        aria-hidden="true"
        className={`size-3.5 shrink-0 ${sort.direction === "none" ? "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100" : ""}`}
      />
      {sort.of > 1 && sort.place > 0 ? (
        <>
          <span aria-hidden="true" className="text-text-faint">
            {sort.place}
          </span>
          <span className="sr-only">
            , sorted {sort.direction}, {sort.place} of {sort.of}
          </span>
        </>
      ) : null}
    </button>
  );
}

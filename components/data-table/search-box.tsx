import { Search, X } from "lucide-react";
import { type RefObject, useId } from "react";
import { cn } from "@/components/ui/cn";
import { lowControlStyles } from "@/components/ui/control-styles";
import type { DataTableSearch } from "./data-table-types";
import type { TypedFilters } from "./use-typed-filters";

/** The search of a table, which takes filters as text too. Escape empties it. */
export function SearchBox({
  search: { label, placeholder },
  typed,
  input,
}: {
  search: DataTableSearch;
  typed: TypedFilters;
  input: RefObject<HTMLInputElement | null>;
}) {
  const hintId = useId();
  return (
    <div className="relative w-full sm:max-xl:min-w-60 sm:max-xl:flex-1 xl:w-72">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 touch:top-3.5 text-text-faint"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        aria-describedby={hintId}
        placeholder={placeholder ?? label}
        value={typed.text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => typed.change(event.target.value)}
        onBlur={typed.commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") typed.commit();
          if (event.key !== "Escape" || typed.text === "") return;
          event.preventDefault();
          typed.cancel();
        }}
        className={cn(lowControlStyles, "w-full px-8 [&::-webkit-search-cancel-button]:hidden")}
      />
      {typed.text === "" ? null : (
        <button
          type="button"
          aria-label="Clear search"
          // Before the box is left, which would make filters of what is to be cleared.
          onPointerDown={(event) => event.preventDefault()}
          onClick={typed.cancel}
          className="absolute top-1 right-1 grid size-6 touch:top-0 touch:right-0 touch:size-11 place-items-center rounded-sm text-text-faint hover:bg-surface-sunken hover:text-text"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      )}
      <p
        id={hintId}
        role="status"
        className="absolute top-full left-0 z-20 mt-1 max-w-[min(28rem,80vw)] truncate rounded-md border border-line-strong bg-surface-raised px-2 py-1 text-text-muted text-xs shadow-floating empty:sr-only"
      >
        {typed.hint}
      </p>
    </div>
  );
}

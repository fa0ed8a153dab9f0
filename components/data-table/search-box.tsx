import { Search, X } from "lucide-react";
import { type RefObject, useId } from "react";
import { cn } from "@/components/ui/cn";
import { lowControlStyles } from "@/components/ui/control-styles";
import type { DataTableFilter, DataTableSearch } from "./data-table-types";
import { useSuggestions } from "./use-suggestions";
import type { TypedFilters } from "./use-typed-filters";

/** The search of a table, which takes filters as text too, and says how they may go on. Escape empties it. */
export function SearchBox({
  search: { label, placeholder },
  filters,
  typed,
  input,
}: {
  search: DataTableSearch;
  filters: readonly DataTableFilter[];
  typed: TypedFilters;
  input: RefObject<HTMLInputElement | null>;
}) {
  const hintId = useId();
  const { code, ...suggested } = useSuggestions(typed, filters);
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
        {...suggested.box}
        onFocus={suggested.onFocus}
        onChange={(event) => {
          typed.change(event.target.value);
          suggested.onType(event.target.value);
        }}
        onBlur={() => {
          suggested.onLeave();
          typed.commit();
        }}
        onKeyDown={(event) => {
          if (suggested.takes(event)) return event.preventDefault();
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
      <div className="absolute top-full left-0 z-20 mt-1 flex max-w-[min(28rem,80vw)] flex-col gap-1">
        <p
          id={hintId}
          role="status"
          className="w-fit max-w-full truncate rounded-md border border-line-strong bg-surface-raised px-2 py-1 text-text-muted text-xs shadow-floating empty:sr-only"
        >
          {typed.hint}
        </p>
        {code && suggested.suggestions.length > 0 ? (
          <code.SuggestionList
            id={suggested.listId}
            suggestions={suggested.suggestions}
            active={suggested.active}
            onChoose={suggested.choose}
          />
        ) : null}
      </div>
    </div>
  );
}

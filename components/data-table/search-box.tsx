import { Search, X } from "lucide-react";
import { Input } from "@/components/ui/input";
import type { DataTableSearch } from "./data-table-types";

/** The search of a table. Escape empties it. */
export function SearchBox({ label, value, onChange, onLeave, placeholder }: DataTableSearch) {
  return (
    <div className="relative w-full sm:w-52 xl:w-64">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-text-faint"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.preventDefault();
          onChange("");
        }}
        className="h-8 border-line-strong pr-8 pl-8 text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      {value === "" ? null : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => onChange("")}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-sm text-text-faint hover:bg-surface-sunken hover:text-text"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      )}
    </div>
  );
}

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { DataTableFilter } from "./data-table-types";
import { labelOf } from "./use-typed-filters";

/** What is filtered by, each with a way to take it away. */
export function FilterChips({
  filters,
  onClear,
  onEdit,
}: {
  filters: readonly DataTableFilter[];
  onClear: () => void;
  onEdit: (() => void) | undefined;
}) {
  // A value from an old link may be none of the options any more: it still filters, so it is still shown.
  const chips = filters.flatMap((filter) =>
    filter.selected.map((value) => ({ filter, value, label: labelOf(filter, value) })),
  );
  if (chips.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ul aria-label="Active filters" className="contents">
        {chips.map(({ filter, value, label }) => (
          <li
            key={`${filter.id} ${value}`}
            className="inline-flex h-7 max-w-full touch:h-9 items-center gap-1 rounded-md border bg-surface-raised pl-2 text-sm"
          >
            <span className="text-text-muted">{filter.label}:</span>
            <bdi className="min-w-0 truncate">{label}</bdi>
            <button
              type="button"
              aria-label={`Remove filter ${filter.label}: ${label}`}
              onClick={() => filter.onChange(filter.selected.filter((other) => other !== value))}
              className="relative mr-0.5 grid size-6 shrink-0 touch:after:absolute touch:after:-inset-3 place-items-center rounded-sm text-text-faint hover:bg-surface-sunken hover:text-text"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      <Button variant="ghost" size="sm" onClick={onClear}>
        Clear filters
      </Button>
      {onEdit === undefined ? null : (
        <Button variant="ghost" size="sm" onClick={onEdit}>
          Edit as text
        </Button>
      )}
    </div>
  );
}

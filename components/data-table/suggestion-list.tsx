import { BidiText } from "@/components/ui/bidi-text";
import { cn } from "@/components/ui/cn";
import type { Suggestion } from "./suggest-filters";

/** The id of one suggestion, by which the box that keeps the focus says which one is meant. */
export const suggestionId = (listId: string, index: number) => `${listId}-${index}`;

/** What a search may go on with, below its box, which keeps the focus. */
export function SuggestionList({
  id,
  suggestions,
  active,
  onChoose,
}: {
  id: string;
  suggestions: readonly Suggestion[];
  active: number | undefined;
  onChoose: (suggestion: Suggestion) => void;
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Filters to go on with"
      tabIndex={-1}
      className="max-h-72 min-w-56 overflow-y-auto rounded-md border border-line-strong bg-surface-raised p-1 text-sm shadow-floating"
    >
      {suggestions.map((suggestion, index) => (
        <button
          key={suggestion.text}
          type="button"
          id={suggestionId(id, index)}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          // The box must not be left: that would make filters of what is half typed.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
          className={cn(
            "flex w-full items-baseline text-left justify-between gap-4 rounded-sm px-2 py-1 touch:py-3 hover:bg-surface-sunken",
            index === active && "bg-accent-soft text-accent-text",
          )}
        >
          <span className="min-w-0 truncate">
            <BidiText>{suggestion.label}</BidiText>
          </span>
          <span className="shrink-0 text-text-muted text-xs">{suggestion.detail}</span>
        </button>
      ))}
    </div>
  );
}

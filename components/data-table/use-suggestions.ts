import { type KeyboardEvent, useId, useState } from "react";
import type { DataTableFilter } from "./data-table-types";
import { tableMenus } from "./table-menus";
import type { TypedFilters } from "./use-typed-filters";

/**
 * Completes filters in a search by the keyboard: Down and Up choose, Enter takes, Escape closes. The focus stays in the
 * box. What completes is fetched when the box is entered.
 */
export function useSuggestions(typed: TypedFilters, filters: readonly DataTableFilter[]) {
  const code = tableMenus.useLoaded();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<number>();
  const suggestions = open && code ? code.suggestFilters(typed.text, filters) : [];
  // The list may have become shorter since.
  const meant = active === undefined ? undefined : suggestions[active];

  function show(next: boolean) {
    setOpen(next);
    setActive(undefined);
  }
  function choose({ text }: { readonly text: string }) {
    typed.change(text);
    // After a name come its values; after a value it is done.
    show(text.endsWith(":"));
  }
  function move(by: 1 | -1) {
    const { length } = suggestions;
    if (!open || length === 0) return show(true);
    setActive(active === undefined ? (by === 1 ? 0 : length - 1) : (active + by + length) % length);
  }

  return {
    code,
    suggestions,
    active: meant ? active : undefined,
    choose,
    /** What the box needs, so that the list is known to belong to it. */
    box: {
      "aria-autocomplete": "list",
      "aria-controls": suggestions.length > 0 ? listId : undefined,
      "aria-activedescendant":
        code && meant && active !== undefined ? code.suggestionId(listId, active) : undefined,
    } as const,
    listId,
    onFocus: tableMenus.prepare,
    // What ends in a blank is finished: a list would only cover the rows.
    onType: (text: string) => show(/\S$/.test(text)),
    onLeave: () => show(false),
    /** Whether the key was meant for the list. */
    takes(event: KeyboardEvent): boolean {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        move(event.key === "ArrowDown" ? 1 : -1);
        return true;
      }
      if (event.key === "Enter" && meant) {
        choose(meant);
        return true;
      }
      const isShown = suggestions.length > 0;
      if (event.key === "Enter" || event.key === "Escape") show(false);
      // The first press closes the list, and what was typed stays.
      return event.key === "Escape" && isShown;
    },
  };
}

"use client";

import { useRef } from "react";
import { focusRowAt, type RowPlace, rowPlaceOf } from "./row-place";

/**
 * For a dialog that is opened from elsewhere: Radix gives the focus back only to a trigger of its own. What it was
 * opened from may be gone by then with its row: then the focus goes to the row in its place, unless something else has
 * taken it, as what stands where a revoked token's button was does.
 */
export function useFocusReturn() {
  const opener = useRef<HTMLElement | null>(null);
  const place = useRef<RowPlace | undefined>(undefined);
  return {
    onOpenAutoFocus() {
      opener.current = openerOf(document.activeElement);
      place.current = rowPlaceOf(opener.current);
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault();
      if (opener.current?.isConnected) opener.current.focus();
      else if (document.activeElement === document.body) focusRowAt(place.current);
    },
  };
}

/** An item of a menu goes with its menu: the button that opened the menu stands for it. */
function openerOf(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role="menu"]');
  const button = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : focused;
  return button instanceof HTMLElement ? button : null;
}

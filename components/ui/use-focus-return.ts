"use client";

import { useRef } from "react";

/**
 * For a dialog that is opened from elsewhere: Radix gives the focus back only to a trigger of its own. What it was
 * opened from may be gone by then, as a revoked token's button is: then nothing is focused here.
 */
export function useFocusReturn() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus() {
      opener.current = openerOf(document.activeElement);
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault();
      if (opener.current?.isConnected) opener.current.focus();
    },
  };
}

/** An item of a menu goes with its menu: the button that opened the menu stands for it. */
function openerOf(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role="menu"]');
  const button = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : focused;
  return button instanceof HTMLElement ? button : null;
}

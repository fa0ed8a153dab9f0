import { type RefObject, useEffect } from "react";

const controls = "a, button, input, label, select, textarea, summary, [role='menuitem'], [data-no-row-click]";

/**
 * A click anywhere in a row opens what the row's own link opens, and a right click its menu of actions. It is a convenience for the pointer: the link
 * is there for everybody, so this listens once on the body of the table instead of making rows into controls.
 */
export function useRowClick(body: RefObject<HTMLTableSectionElement | null>): void {
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    function open(event: MouseEvent) {
      const target = event.target;
      if (!(target instanceof Element) || target.closest(controls)) return;
      // Somebody who selects text to copy it does not want to leave.
      if (window.getSelection()?.toString()) return;
      const link = target.closest("tr")?.querySelector("a[data-row-link]");
      if (!link) return;
      const { ctrlKey, metaKey, shiftKey } = event;
      link.dispatchEvent(
        new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
      );
    }
    // Anywhere but on a link or a selected text, which have a menu of the browser's, the row's own menu opens.
    function openMenu(event: MouseEvent) {
      const target = event.target;
      if (!(target instanceof Element) || target.closest(controls) || window.getSelection()?.toString())
        return;
      const menu = target.closest("tr")?.querySelector<HTMLElement>("button[data-row-menu]");
      if (!menu) return;
      event.preventDefault();
      menu.focus();
      menu.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
    element.addEventListener("click", open);
    element.addEventListener("contextmenu", openMenu);
    return () => {
      element.removeEventListener("click", open);
      element.removeEventListener("contextmenu", openMenu);
    };
  }, [body]);
}

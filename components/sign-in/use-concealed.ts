import { useEffect } from "react";

/** Hides all of the page but what stands over it, and gives the focus back to where it was. */
export function useConcealed(concealed: boolean): void {
  useEffect(() => {
    if (!concealed) return;
    const { activeElement, documentElement } = document;
    documentElement.setAttribute("data-concealed", "");
    return () => {
      documentElement.removeAttribute("data-concealed");
      // After the dialog has given back what it took: the page was hidden before it opened.
      setTimeout(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        if (isFree && activeElement instanceof HTMLElement && activeElement.isConnected)
          activeElement.focus();
      });
    };
  }, [concealed]);
}

import { type FocusEvent, useEffect, useRef } from "react";

/**
 * For a group of buttons that come and go with a state: when the one that has the focus goes, the focus goes to the page.
 * Spread on the element around them.
 */
export function useFocusKept() {
  const within = useRef(false);
  // After every rendering, for each may take a button away.
  useEffect(() => {
    if (!within.current || document.activeElement !== document.body) return;
    within.current = false;
    document.getElementById("main")?.focus({ preventScroll: true });
  });
  return {
    onFocus: () => {
      within.current = true;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) within.current = false;
    },
  };
}

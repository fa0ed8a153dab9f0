import { type RefObject, useEffect } from "react";

/**
 * Marks the box that scrolls while its table fits into it: then no cell need stay in view while others scroll sideways,
 * which costs the browser something for each of them in every frame.
 */
export function useFits(scroller: RefObject<HTMLElement | null>, minWidth: number): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const sizes = new ResizeObserver(([entry]) =>
      element.toggleAttribute("data-fits", entry !== undefined && entry.contentRect.width >= minWidth),
    );
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [scroller, minWidth]);
}

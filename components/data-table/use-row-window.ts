import {
  measureElement,
  observeElementRect,
  useVirtualizer,
  type Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/react-virtual";
import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import { useIsPhone } from "./use-is-phone";

const rowHeight = 40;
const cardHeight = 132;
const virtualFrom = 100;
/** More than a screen shows. */
const firstRows = 24;
const assumedViewport = { width: 1024, height: 800 };

type RowVirtualizer = Virtualizer<HTMLDivElement, HTMLTableRowElement>;

export type RowWindow = {
  items: { index: number; key: string }[];
  paddingTop: number;
  paddingBottom: number;
  measureRow: ((element: HTMLTableRowElement | null) => void) | undefined;
};

// A table that has no size (a hidden tab, a DOM without layout) is treated as one of ordinary size: it must
// not lose its rows, and it must not render all of them either.
const observeRect: VirtualizerOptions<HTMLDivElement, HTMLTableRowElement>["observeElementRect"] = (
  instance,
  report,
) => observeElementRect(instance, (rect) => report(rect.height > 0 ? rect : assumedViewport));

function measureHeight(
  element: HTMLTableRowElement,
  entry: ResizeObserverEntry | undefined,
  instance: RowVirtualizer,
): number {
  const height = measureElement(element, entry, instance);
  return height > 0 ? height : instance.options.estimateSize(0);
}

/** False while the first rows are painted: those that nobody sees yet come right after them. */
function useFirstRowsPainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => startTransition(() => setPainted(true)), []);
  return painted;
}

/** Which rows are rendered: all of a short list, those near the view of a long one. */
export function useRowWindow(scroller: HTMLDivElement | null, rowIds: readonly string[]): RowWindow {
  const virtual = rowIds.length > virtualFrom;
  const firstPainted = useFirstRowsPainted();
  const cards = useIsPhone();
  const usualHeight = cards ? cardHeight : rowHeight;
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: rowIds.length,
    enabled: virtual,
    getScrollElement: () => scroller,
    estimateSize: useCallback(() => usualHeight, [usualHeight]),
    getItemKey: useCallback((index: number) => rowIds[index] ?? index, [rowIds]),
    observeElementRect: observeRect,
    measureElement: measureHeight,
    initialRect: assumedViewport,
    overscan: 10,
  });
  // Heights that were assumed or measured for rows say nothing about cards, nor the other way round.
  const measuredFor = useRef(usualHeight);
  useEffect(() => {
    if (measuredFor.current === usualHeight) return;
    measuredFor.current = usualHeight;
    virtualizer.measure();
  }, [virtualizer, usualHeight]);
  if (!virtual) {
    const shown = firstPainted ? rowIds : rowIds.slice(0, firstRows);
    return {
      items: shown.map((key, index) => ({ index, key })),
      paddingTop: 0,
      paddingBottom: (rowIds.length - shown.length) * usualHeight,
      measureRow: undefined,
    };
  }
  const items = virtualizer.getVirtualItems();
  return {
    items: items.map((item) => ({ index: item.index, key: String(item.key) })),
    paddingTop: items[0]?.start ?? 0,
    paddingBottom: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    // Rows all have one height; only cards are measured, which costs a layout.
    measureRow: cards ? virtualizer.measureElement : undefined,
  };
}

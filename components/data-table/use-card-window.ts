import {
  measureElement,
  observeElementRect,
  useVirtualizer,
  type Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";
import { type ListedRows, scrollerOf } from "./use-row-range";

export const cardHeight = 132;
const assumedViewport = { width: 390, height: 800 };

// A table that has no size (a hidden tab, a DOM without layout) is treated as one of ordinary size: it must
// not lose its cards, and it must not render all of them either.
const observeRect: VirtualizerOptions<HTMLDivElement, HTMLTableRowElement>["observeElementRect"] = (
  instance,
  report,
) => observeElementRect(instance, (rect) => report(rect.height > 0 ? rect : assumedViewport));

function measureHeight(
  element: HTMLTableRowElement,
  entry: ResizeObserverEntry | undefined,
  instance: Virtualizer<HTMLDivElement, HTMLTableRowElement>,
): number {
  const height = measureElement(element, entry, instance);
  return height > 0 ? height : cardHeight;
}
const estimateHeight = () => cardHeight;

/** Which cards of a long list are rendered; each has a height of its own, so they are measured. */
export function useCardWindow<Row>(
  body: RefObject<HTMLElement | null>,
  { rows, rowId }: ListedRows<Row>,
  enabled: boolean,
) {
  return useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: rows.length,
    enabled,
    getScrollElement: () => scrollerOf(body),
    estimateSize: estimateHeight,
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row === undefined ? index : rowId(row);
      },
      [rows, rowId],
    ),
    observeElementRect: observeRect,
    measureElement: measureHeight,
    initialRect: assumedViewport,
    overscan: 10,
  });
}

import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from "@tanstack/react-virtual";
import { cardHeight } from "./table-layout";

export type CardVirtualizer = Virtualizer<HTMLDivElement, HTMLTableRowElement>;
type Options = VirtualizerOptions<HTMLDivElement, HTMLTableRowElement>;

const assumedViewport = { width: 390, height: 800 };

// A table that has no size (a hidden tab, a DOM without layout) is treated as one of ordinary size: it must
// not lose its cards, and it must not render all of them either.
const observeRect: Options["observeElementRect"] = (instance, report) =>
  observeElementRect(instance, (rect) => report(rect.height > 0 ? rect : assumedViewport));

function measureHeight(
  element: HTMLTableRowElement,
  entry: ResizeObserverEntry | undefined,
  instance: CardVirtualizer,
): number {
  const height = measureElement(element, entry, instance);
  return height > 0 ? height : cardHeight;
}

/** What changes from one render to the next. */
export type CardOptions = Pick<Options, "count" | "enabled" | "getScrollElement" | "onChange"> &
  Required<Pick<Options, "getItemKey">>;

const withDefaults = (options: CardOptions): Options => ({
  ...options,
  estimateSize: () => cardHeight,
  observeElementRect: observeRect,
  observeElementOffset,
  scrollToFn: elementScroll,
  measureElement: measureHeight,
  initialRect: assumedViewport,
  // The list may have been scrolled before this code was there.
  initialOffset: () => options.getScrollElement()?.scrollTop ?? 0,
  overscan: 10,
});

export const makeCardVirtualizer = (options: CardOptions): CardVirtualizer =>
  new Virtualizer(withDefaults(options));

export const renewOptions = (virtualizer: CardVirtualizer, options: CardOptions): void =>
  virtualizer.setOptions(withDefaults(options));

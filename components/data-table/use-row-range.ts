import {
  type RefObject,
  startTransition,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";

/** What a screen of ordinary size shows; those of a larger one follow right after the first paint. */
export const firstRows = 16;
/** Rows ready above and below those in view. */
const overscan = 10;

/** All rows of a table, in their order, and what each is known by. */
export type ListedRows<Row> = { rows: readonly Row[]; rowId: (row: Row) => string };

/** The element that scrolls the body of a table. */
export const scrollerOf = (body: RefObject<HTMLElement | null>): HTMLDivElement | null =>
  body.current?.closest<HTMLDivElement>("[data-table-scroller]") ?? null;

/**
 * From which to which row of a long list is rendered, where all have one height. What is in view comes at once; those
 * around it, which nobody sees yet, come when the browser has time: after the first paint, after another order or
 * search, and while somebody scrolls.
 */
export function useRowRange<Row>(
  body: RefObject<HTMLElement | null>,
  { rows, rowId }: ListedRows<Row>,
  { rowHeight, enabled }: { rowHeight: number; enabled: boolean },
): { from: number; to: number; firstPainted: boolean } {
  const [top, setTop] = useState(0);
  const [inView, setInView] = useState(firstRows);
  const [settled, setSettled] = useState<readonly Row[]>();
  useEffect(() => startTransition(() => setSettled(rows)), [rows]);
  // Whether all is rendered that is in view when this row is the first.
  const hasRows = useRef<(top: number) => boolean>(() => false);

  useEffect(() => {
    const scroller = scrollerOf(body);
    if (!scroller || !enabled) return;
    const topRow = () => Math.max(0, Math.floor(scroller.scrollTop / rowHeight));
    const follow = () => {
      const next = topRow();
      if (hasRows.current(next)) startTransition(() => setTop(next));
      // Before the browser paints the next frame, or there would be nothing where it has scrolled to.
      else flushSync(() => setTop(next));
    };
    const sizes = new ResizeObserver(([entry]) => {
      const height = entry?.contentRect.height ?? 0;
      // A table that has no size (a hidden tab) is treated as one of ordinary size: it must not lose its rows.
      if (height > 0) setInView(Math.ceil(height / rowHeight) + 1);
    });
    setTop(topRow());
    scroller.addEventListener("scroll", follow, { passive: true });
    sizes.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", follow);
      sizes.disconnect();
    };
  }, [body, rowHeight, enabled]);

  const first = Math.min(top, Math.max(0, rows.length - inView));
  const idAt = (row: Row | undefined) => (row === undefined ? undefined : rowId(row));
  const before = useDeferredValue(first);
  // Rows that are rendered already stay, also when others come behind them.
  const isKnown = settled === rows || idAt(settled?.[first]) === idAt(rows[first]);
  const isNear = Math.abs(first - before) < inView + overscan;
  const [from, to] =
    isKnown && isNear
      ? [Math.min(first, before - overscan), Math.max(first, before + overscan) + inView]
      : [first, first + inView];
  const range = { from: Math.max(0, from), to: Math.min(rows.length, to) };
  useLayoutEffect(() => {
    hasRows.current = (next) => range.from <= next && Math.min(rows.length, next + inView) <= range.to;
  });
  return { ...range, firstPainted: settled !== undefined };
}

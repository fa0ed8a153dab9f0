import type { RefObject } from "react";
import { cardHeight, useCardWindow } from "./use-card-window";
import { useIsPhone } from "./use-is-phone";
import { firstRows, type ListedRows, useRowRange } from "./use-row-range";

const rowHeight = 40;
const virtualFrom = 100;

export type RowWindow = {
  /** From which to which row is rendered; the last one is not. */
  from: number;
  to: number;
  paddingTop: number;
  paddingBottom: number;
  measureRow: ((element: HTMLTableRowElement | null) => void) | undefined;
};

/** Which rows are rendered: all of a short list, those near the view of a long one. */
export function useRowWindow<Row>(body: RefObject<HTMLElement | null>, listed: ListedRows<Row>): RowWindow {
  const count = listed.rows.length;
  const virtual = count > virtualFrom;
  const cards = useIsPhone();
  const range = useRowRange(body, listed, { rowHeight, enabled: virtual && !cards });
  const measured = useCardWindow(body, listed, virtual && cards);
  if (virtual && cards) {
    const items = measured.getVirtualItems();
    const [first, last] = [items[0], items.at(-1)];
    return {
      from: first?.index ?? 0,
      to: last ? last.index + 1 : 0,
      paddingTop: first?.start ?? 0,
      paddingBottom: measured.getTotalSize() - (last?.end ?? 0),
      // Rows all have one height; only cards are measured, which costs a layout.
      measureRow: measured.measureElement,
    };
  }
  const { from, to } = virtual
    ? range
    : { from: 0, to: range.firstPainted ? count : Math.min(firstRows, count) };
  const height = cards ? cardHeight : rowHeight;
  return { from, to, paddingTop: from * height, paddingBottom: (count - to) * height, measureRow: undefined };
}

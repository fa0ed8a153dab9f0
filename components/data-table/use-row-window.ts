import type { RefObject } from "react";
import { cardHeight } from "./table-layout";
import { useCardWindow } from "./use-card-window";
import { useIsPhone } from "./use-is-phone";
import { firstRows, type ListedRows, useRowRange } from "./use-row-range";

const rowHeight = 40;
const windowedFrom = 100;

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
  const isLong = count > windowedFrom;
  const isPhone = useIsPhone();
  const range = useRowRange(body, listed, { rowHeight, enabled: isLong && !isPhone });
  const cards = useCardWindow(body, listed, { isPhone, isLong });
  if (cards) {
    const items = cards.virtualizer.getVirtualItems();
    const [first, last] = [items[0], items.at(-1)];
    return {
      from: first?.index ?? 0,
      to: last ? last.index + 1 : 0,
      paddingTop: first?.start ?? 0,
      paddingBottom: cards.virtualizer.getTotalSize() - (last?.end ?? 0),
      // Rows all have one height; only cards are measured, which costs a layout.
      measureRow: cards.measure,
    };
  }
  const height = isPhone ? cardHeight : rowHeight;
  // Cards of a long list wait for the code that measures them.
  const isWhole = !isLong && range.firstPainted;
  const { from, to } =
    isLong && !isPhone ? range : { from: 0, to: isWhole ? count : Math.min(firstRows, count) };
  return { from, to, paddingTop: from * height, paddingBottom: (count - to) * height, measureRow: undefined };
}

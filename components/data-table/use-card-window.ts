import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { late } from "@/components/ui/late";
import { useAtRest } from "@/components/ui/use-at-rest";
import type { CardOptions, CardVirtualizer } from "./card-virtualizer";
import { type ListedRows, scrollerOf } from "./use-row-range";

/** Only phones have cards, and it is larger than all else of a table. */
const code = late(() => import("./card-virtualizer"));

/**
 * What says which cards of a long list are near the view; each has a height of its own, so they are measured. Undefined
 * until its code is there.
 */
export function useCardWindow<Row>(
  body: RefObject<HTMLElement | null>,
  { rows, rowId }: ListedRows<Row>,
  { isPhone, isLong }: { isPhone: boolean; isLong: boolean },
) {
  const enabled = isPhone && isLong;
  const atRest = useAtRest();
  const loaded = code.useLoaded();
  // Short lists may become long.
  const wanted = enabled || (isPhone && atRest);
  useEffect(() => {
    if (wanted) code.prepare();
  }, [wanted]);

  const [, rerender] = useReducer((count: number) => count + 1, 0);
  // A card is measured as React takes it to the page, where nothing may be flushed; it is about to render anyway.
  const measuring = useRef(false);
  const options: CardOptions = {
    count: rows.length,
    enabled,
    getScrollElement: () => scrollerOf(body),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row === undefined ? index : rowId(row);
      },
      [rows, rowId],
    ),
    onChange: (_, sync) => {
      if (sync && !measuring.current) flushSync(rerender);
      else rerender();
    },
  };
  const [virtualizer, setVirtualizer] = useState<CardVirtualizer>();
  if (enabled && loaded && !virtualizer) setVirtualizer(loaded.makeCardVirtualizer(options));
  if (loaded && virtualizer) loaded.renewOptions(virtualizer, options);

  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer?._willUpdate());

  const measure = useCallback(
    (card: HTMLTableRowElement | null) => {
      measuring.current = true;
      virtualizer?.measureElement(card);
      measuring.current = false;
    },
    [virtualizer],
  );
  return enabled && virtualizer ? { virtualizer, measure } : undefined;
}

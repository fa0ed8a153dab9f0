import { type RefObject, useEffect, useRef } from "react";
import { focusRowAt, type RowPlace, rowPlaceOf } from "@/components/ui/row-place";
import type { ListedRows } from "./use-row-range";

/**
 * When the row that has the focus goes, because what it stood for was removed, the focus goes to the row in its place:
 * somebody without a mouse would begin again at the top of the page. A row that is only scrolled out of view is not gone.
 */
export function useRowFocus<Row>(
  body: RefObject<HTMLElement | null>,
  { rows, rowId }: ListedRows<Row>,
): void {
  const last = useRef<{ readonly id: string; readonly place: RowPlace } | undefined>(undefined);

  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const onFocus = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("[data-row-id]") : null;
      const place = rowPlaceOf(row);
      last.current = row?.dataset.rowId && place ? { id: row.dataset.rowId, place } : undefined;
    };
    const onLeave = ({ target }: FocusEvent) => {
      // Later, because a row that is taken away is left too, and by then it is.
      queueMicrotask(() => {
        if (target instanceof Element && target.isConnected && !element.contains(document.activeElement))
          last.current = undefined;
      });
    };
    element.addEventListener("focusin", onFocus);
    element.addEventListener("focusout", onLeave);
    return () => {
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("focusout", onLeave);
    };
  }, [body]);

  useEffect(() => {
    const gone = last.current;
    if (!gone || document.activeElement !== document.body) return;
    if (rows.some((row) => rowId(row) === gone.id)) return;
    last.current = undefined;
    focusRowAt(gone.place);
  }, [rows, rowId]);
}

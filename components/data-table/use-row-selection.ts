import { useMemo, useState } from "react";
import type { ListedRows } from "./use-row-range";

type Picked = { scope: string; all: boolean; ids: ReadonlySet<string>; anchor: string | undefined };

export type RowSelection = {
  /** None, some or all of what matches. */
  state: "none" | "some" | "all";
  count: number;
  /** All that matches is selected but these; else only these are. */
  all: boolean;
  ids: ReadonlySet<string>;
  loaded: number;
  matching: number;
  has: (id: string) => boolean;
  /** With `range`, also all rows between this one and the one before. */
  toggle: (id: string, range: boolean) => void;
  selectLoaded: () => void;
  selectAll: () => void;
  clear: () => void;
};

const noIds: ReadonlySet<string> = new Set();

/**
 * Which rows are selected. "All" holds for rows that are not loaded yet, too: then what is taken out again is kept
 * instead. What was selected is for what was asked for: another search or filter begins anew.
 */
export function useRowSelection<Row>(
  scope: string,
  { rows, rowId }: ListedRows<Row>,
  matching: number,
): RowSelection {
  const [kept, setPicked] = useState<Picked>();
  return useMemo(
    () => selectionOf({ rows, rowId }, matching, kept?.scope === scope ? kept : none(scope), setPicked),
    [rows, rowId, matching, scope, kept],
  );
}

const none = (scope: string): Picked => ({ scope, all: false, ids: noIds, anchor: undefined });

function selectionOf<Row>(
  { rows, rowId }: ListedRows<Row>,
  matching: number,
  { scope, all, ids, anchor }: Picked,
  setPicked: (picked: Picked) => void,
): RowSelection {
  const has = (id: string) => ids.has(id) !== all;
  const count = all ? Math.max(0, matching - ids.size) : ids.size;

  function toggle(id: string, range: boolean) {
    const select = !has(id);
    const next = new Set(ids);
    for (const one of range ? between(anchor ?? id, id) : [id]) {
      if (select === all) next.delete(one);
      else next.add(one);
    }
    setPicked({ scope, all, ids: next, anchor: id });
  }
  function between(anchor: string, id: string): string[] {
    const rowIds = rows.map(rowId);
    const [from, to] = [rowIds.indexOf(anchor), rowIds.indexOf(id)];
    return from >= 0 && to >= 0 ? rowIds.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  }
  return {
    state: count === 0 ? "none" : count >= matching ? "all" : "some",
    count,
    all,
    ids,
    loaded: rows.length,
    matching,
    has,
    toggle,
    selectLoaded: () => setPicked({ ...none(scope), ids: new Set(rows.map(rowId)) }),
    selectAll: () => setPicked({ ...none(scope), all: true }),
    clear: () => setPicked(none(scope)),
  };
}

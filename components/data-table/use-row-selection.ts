import { useMemo, useState } from "react";
import type { ListedRows } from "./use-row-range";

type Picked = {
  scope: string;
  all: boolean;
  ids: ReadonlySet<string>;
  anchor: string | undefined;
  /** How many matched when all of them were taken. */
  matched: number;
};

/** What is known of the rows that there are. */
export type ListedSoFar = {
  matching: number;
  /** More match than are counted. */
  isLeast: boolean;
  /** All that match are loaded: what is not among them is not there any more. */
  complete: boolean;
};

export type RowSelection = {
  /** None, some or all of what matches. */
  state: "none" | "some" | "all";
  /** Of those that are still there, as far as is known. */
  count: number;
  /** Of those that were chosen, how many are not listed any more. */
  gone: number;
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
  { matching, isLeast, complete }: ListedSoFar,
): RowSelection {
  const [kept, setPicked] = useState<Picked>();
  return useMemo(() => {
    const picked = kept?.scope === scope ? kept : none(scope);
    return selectionOf({ rows, rowId }, { matching, isLeast, complete }, picked, setPicked);
  }, [rows, rowId, matching, isLeast, complete, scope, kept]);
}

const none = (scope: string): Picked => ({ scope, all: false, ids: noIds, anchor: undefined, matched: 0 });

/** Those of the ids whose rows are still there. */
function stillListed<Row>({ rows, rowId }: ListedRows<Row>, ids: ReadonlySet<string>): ReadonlySet<string> {
  if (ids.size === 0) return ids;
  const listed = new Set(rows.map(rowId));
  return new Set([...ids].filter((id) => listed.has(id)));
}

function selectionOf<Row>(
  { rows, rowId }: ListedRows<Row>,
  { matching, isLeast, complete }: ListedSoFar,
  { scope, all, ids: chosen, anchor, matched }: Picked,
  setPicked: (picked: Picked) => void,
): RowSelection {
  const ids = complete ? stillListed({ rows, rowId }, chosen) : chosen;
  const has = (id: string) => ids.has(id) !== all;
  // Of rows that are not loaded nobody knows which are there, but no more can be than match.
  const most = isLeast ? ids.size : Math.min(ids.size, matching);
  const count = all ? Math.max(0, matching - ids.size) : most;
  const gone = all ? (isLeast ? 0 : Math.max(0, matched - matching)) : chosen.size - count;

  function toggle(id: string, range: boolean) {
    const select = !has(id);
    const next = new Set(ids);
    for (const one of range ? between(anchor ?? id, id) : [id]) {
      if (select === all) next.delete(one);
      else next.add(one);
    }
    setPicked({ scope, all, ids: next, anchor: id, matched });
  }
  function between(anchor: string, id: string): string[] {
    const rowIds = rows.map(rowId);
    const [from, to] = [rowIds.indexOf(anchor), rowIds.indexOf(id)];
    return from >= 0 && to >= 0 ? rowIds.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  }
  return {
    state: count === 0 ? "none" : count >= matching ? "all" : "some",
    count,
    gone,
    all,
    ids,
    loaded: rows.length,
    matching,
    has,
    toggle,
    selectLoaded: () => setPicked({ ...none(scope), ids: new Set(rows.map(rowId)) }),
    selectAll: () => setPicked({ ...none(scope), all: true, matched: matching }),
    clear: () => setPicked(none(scope)),
  };
}

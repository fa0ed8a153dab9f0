export type Page<Row> = {
  readonly rows: readonly Row[];
  /** Cursors; `null` where there is nothing on that side. */
  readonly next: string | null;
  readonly prev: string | null;
};

export type Cursor = { readonly after: string } | { readonly before: string } | null;

type CursorPlan<Row> = {
  /** All rows in the order asked for, also those that the filter leaves out. */
  readonly sorted: readonly Row[];
  /** Place of the row that a cursor names; -1 when it names none. */
  readonly placeOf: (cursor: string) => number;
  readonly matches: (row: Row) => boolean;
  readonly cursorOf: (row: Row) => string;
  readonly cursor: Cursor;
  readonly limit: number;
};

/** The first rows that match, going from a place in one direction. */
function nearest<Row>(
  sorted: readonly Row[],
  matches: (row: Row) => boolean,
  from: number,
  step: 1 | -1,
  most: number,
): Row[] {
  const found: Row[] = [];
  for (let place = from; found.length < most; place += step) {
    const row = sorted[place];
    if (row === undefined) break;
    if (matches(row)) found.push(row);
  }
  return found;
}

/**
 * Pages by a cursor that names a row. A row that has meanwhile ceased to match still marks its place; `null`
 * for a cursor that names no row.
 */
export function pageByCursor<Row>(plan: CursorPlan<Row>): Page<Row> | null {
  const { sorted, placeOf, matches, cursorOf, cursor, limit } = plan;
  const marked = cursor && ("after" in cursor ? cursor.after : cursor.before);
  const place = marked === null ? -1 : placeOf(marked);
  if (marked !== null && place === -1) return null;

  // Only as many rows are looked at as it takes: lists can have many thousands.
  const isBackwards = cursor !== null && "before" in cursor;
  const edge = isBackwards ? place : place + 1;
  const before = nearest(sorted, matches, edge - 1, -1, isBackwards ? limit + 1 : 1);
  const after = nearest(sorted, matches, edge, 1, isBackwards ? 1 : limit + 1);
  const rows = isBackwards ? before.slice(0, limit).reverse() : after.slice(0, limit);
  const hasEarlier = before.length > (isBackwards ? rows.length : 0);
  const hasLater = after.length > (isBackwards ? 0 : rows.length);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    next: hasLater && last !== undefined ? cursorOf(last) : null,
    prev: hasEarlier && first !== undefined ? cursorOf(first) : null,
  };
}

const encodeOffset = (offset: number): string => Buffer.from(`offset:${offset}`).toString("base64url");

/**
 * Pages by a place in the list, written opaquely. Who takes rows away between two pages skips as many: what
 * the vendor's cursor does then is not documented, and a caller has to be safe from the worse of the two.
 * `null` for a cursor that is none.
 */
export function pageByOffset<Row>(
  rows: { readonly size: number; slice(start: number, end: number): readonly Row[] },
  cursor: string | undefined,
  limit: number,
): Page<Row> | null {
  const decoded = cursor === undefined ? "offset:0" : Buffer.from(cursor, "base64url").toString();
  const offset = /^offset:(\d{1,9})$/.exec(decoded)?.[1];
  if (offset === undefined) return null;
  const start = Number(offset);
  return {
    rows: rows.slice(start, start + limit),
    next: start + limit < rows.size ? encodeOffset(start + limit) : null,
    prev: start > 0 ? encodeOffset(Math.max(0, start - limit)) : null,
  };
}

/** A page size within its bounds, or `null`. */
export function readLimit(text: string | undefined, lowest: number): number | null {
  if (text === undefined) return 20;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return limit >= lowest && limit <= 100 ? limit : null;
}

/** How a list ends: a page of the vendor's shows the link missing, another with an empty address. */
export type EndOfList = "missing" | "null-href";

type LinkPlan = {
  readonly base: string;
  /** Host to show instead of that of the base. */
  readonly host: string | null;
  /** Query of the request. */
  readonly query: URLSearchParams;
  readonly limit: number;
  readonly cursorNames: { readonly next: string; readonly prev: string };
  readonly page: Pick<Page<unknown>, "next" | "prev">;
  readonly endOfList: EndOfList;
};

type Link = { readonly href: string | null };
export type Links = { readonly self: Link; readonly next?: Link; readonly prev?: Link };

/** Absolute links of a page; they keep every parameter of the request but the cursor. */
export function pageLinks(plan: LinkPlan): Links {
  const { query, limit, cursorNames, page, endOfList } = plan;
  const base = plan.host === null ? plan.base : plan.base.replace(/\/\/[^/]+/, `//${plan.host}`);
  const address = (name?: string, cursor?: string): string => {
    const kept = new URLSearchParams(query);
    kept.delete(cursorNames.next);
    kept.delete(cursorNames.prev);
    kept.set("limit", String(limit));
    if (name !== undefined && cursor !== undefined) kept.set(name, cursor);
    return `${base}?${kept}`;
  };
  const link = (side: "next" | "prev"): { [Side in typeof side]?: Link } => {
    const cursor = page[side];
    if (cursor !== null) return { [side]: { href: address(cursorNames[side], cursor) } };
    return endOfList === "null-href" ? { [side]: { href: null } } : {};
  };
  const self = query.size === 0 ? base : `${base}?${query}`;
  return { self: { href: self }, ...link("next"), ...link("prev") };
}

/** Members of the query string; null takes one away. */
export type AddressValues = Readonly<Record<string, string | null>>;

type Wanted = { readonly pathname: string; readonly values: ReadonlyMap<string, string | null> };

/** A navigation that has not arrived after this long is taken for lost: the address is written again. */
const ARRIVES_WITHIN_MS = 10_000;
const nothing: Wanted = { pathname: "", values: new Map() };

// What pages want in the query string and Next does not tell of yet. One per browser window, as the address is.
let wanted = nothing;
const unwritten = new Set<string>();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let leaving: { readonly since: number; readonly from: string } | undefined;

export const subscribeToAddress = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
/** Values on their way into the address, and the page that they belong to. */
export const wantedAddress = (): Wanted => wanted;
/** On the server there are none. */
export const noWantedAddress = (): Wanted => nothing;

/**
 * Changes the query string in place, at once or after a rest. Whoever reads it through useAddress sees the change at
 * once. While a navigation is under way nothing is written: Next would take it for another navigation and forget the
 * first one, and with it somebody's click.
 */
export function writeAddress(values: AddressValues, afterMs = 0): void {
  const { pathname } = window.location;
  const before = wanted.pathname === pathname ? wanted.values : nothing.values;
  keep({ pathname, values: new Map([...before, ...Object.entries(values)]) });
  for (const name of Object.keys(values)) unwritten.add(name);
  if (afterMs === 0) write();
  else schedule(afterMs);
}

/** Called as a navigation begins, before Next looks at the address: what is on its way is written first. */
export function beginNavigation(href: string, type: "push" | "replace" | "traverse"): void {
  // Going back or forward, the browser is at the other entry already, and this one's state is not for it.
  if (type === "traverse") {
    forget();
    return;
  }
  leaving = undefined;
  write();
  const target = new URL(href, window.location.href);
  const { pathname, search } = window.location;
  if (target.pathname + target.search !== pathname + search)
    leaving = { since: Date.now(), from: placeOf(pathname, search) };
}

/** Called when Next tells of an address: what it has taken over is no longer on its way. */
export function settleAddress(pathname: string, search: string): void {
  // An earlier state of the address, told late.
  if (pathname !== window.location.pathname || search !== searchOf(window.location.search)) return;
  // What was written just before somebody left is told only now: they have not arrived yet.
  if (leaving?.from !== placeOf(pathname, search)) leaving = undefined;
  if (wanted.pathname !== pathname) {
    forget();
    return;
  }
  const left = [...wanted.values].filter(([name]) => unwritten.has(name));
  if (left.length < wanted.values.size) keep({ pathname, values: new Map(left) });
  if (left.length > 0 && timer === undefined) schedule(0);
}

const placeOf = (pathname: string, search: string) => `${pathname}?${searchOf(search)}`;

/** A query string in one form, so that two that say the same are the same. */
export const searchOf = (search: string) => new URLSearchParams(search).toString();

function write(): void {
  clearTimeout(timer);
  timer = undefined;
  if (unwritten.size === 0) return;
  if (leaving !== undefined && Date.now() - leaving.since < ARRIVES_WITHIN_MS) {
    schedule(100);
    return;
  }
  const { pathname, search, hash } = window.location;
  if (pathname !== wanted.pathname) {
    forget();
    return;
  }
  const parameters = new URLSearchParams(search);
  for (const name of unwritten) {
    const value = wanted.values.get(name) ?? null;
    if (value === null) parameters.delete(name);
    else parameters.set(name, value);
  }
  unwritten.clear();
  // Commas are allowed there, and people read these addresses.
  const query = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  window.history.replaceState(null, "", `${pathname}${query ? `?${query}` : ""}${hash}`);
}

function schedule(afterMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(write, afterMs);
}

function forget(): void {
  clearTimeout(timer);
  timer = undefined;
  unwritten.clear();
  leaving = undefined;
  if (wanted !== nothing) keep(nothing);
}

function keep(next: Wanted): void {
  wanted = next;
  for (const listener of listeners) listener();
}

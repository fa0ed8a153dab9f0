import "server-only";

/** Parameters of a query; those that are undefined are left out. */
export type QueryParameters = Readonly<Record<string, string | number | undefined>>;

/**
 * A query string. Every value is percent-encoded, so that a `+` (as in `sort=+name`) goes out as `%2B` and a
 * space as `%20`, which no server can misread.
 */
export function encodeQuery(parameters: QueryParameters): string {
  return Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join("&");
}

/**
 * What is left of a cursor's query string without the parameters that are the caller's own. Kept as raw text:
 * decoding and encoding again could change an opaque cursor (`+`).
 * @returns null when what is left could not be sent as a query
 */
export function withoutParameters(query: string, owned: readonly string[]): string | null {
  const names = new Set(owned.map((name) => name.toLowerCase()));
  const kept = query.split("&").filter((pair) => pair !== "" && !names.has(parameterName(pair)));
  return kept.every((pair) => /^[\x21-\x7e]+$/.test(pair) && !pair.includes("#")) ? kept.join("&") : null;
}

/** Lower-cased and without an index, because some servers read `userid` and `userId[0]` as `userId`. */
function parameterName(pair: string): string {
  const raw = pair.split("=", 1)[0] ?? "";
  try {
    return decodeURIComponent(raw).trim().split("[", 1)[0]?.toLowerCase() ?? "";
  } catch {
    return raw.toLowerCase();
  }
}

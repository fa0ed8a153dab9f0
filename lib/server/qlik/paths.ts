import "server-only";
import { err, ok, type Result } from "@/lib/server/result";

declare const pathBrand: unique symbol;

/** An absolute request path whose segments are encoded. */
export type RequestPath = string & { readonly [pathBrand]: true };

/**
 * A path from its segments, each encoded, so that an id such as `../1`, `a/b` or an https URL (which a client
 * id may be, FACTS.md section 8) stays one segment.
 * @returns an error with the reason for a segment that cannot be sent as one
 */
export function encodePath(segments: readonly string[]): Result<RequestPath, string> {
  for (const segment of segments) {
    if (segment === "") return err("An identifier is empty.");
    // URL parsers fold these even when they are percent-encoded.
    if (segment === "." || segment === "..") return err("An identifier may not be a dot or two dots.");
    if (!segment.isWellFormed()) return err("An identifier holds half a character.");
  }
  return ok(`/${segments.map(encodeURIComponent).join("/")}` as RequestPath);
}

/**
 * Where a redirect leads, if it leads to the same host: path and query; otherwise null. Whether it says http or https
 * does not matter (the vendor's own examples have links with http): only path and query are used, over our transport.
 * @param location the Location header as it came, absolute or relative
 * @param from the path that was asked
 */
export function sameHostTarget(
  location: string,
  from: { readonly host: string; readonly path: RequestPath },
): { path: RequestPath; query: string } | null {
  if (!/^[\x21-\x7e]+$/.test(location) || location.includes("\\")) return null;
  const base = `https://${from.host}`;
  const target = URL.canParse(location, base + from.path) ? new URL(location, base + from.path) : null;
  const sameHost = target?.host === from.host && /^https?:$/.test(target.protocol);
  if (!target || !sameHost || target.username !== "" || target.password !== "") return null;
  return { path: target.pathname as RequestPath, query: target.search.slice(1) };
}

import type { Route } from "next";

/** Where to go after signing in: only ever inside this console, whatever the address says. */
export function insidePath(callbackUrl: string | string[] | undefined): Route {
  const text = Array.isArray(callbackUrl) ? callbackUrl[0] : callbackUrl;
  if (!text?.startsWith("/") || text.startsWith("//") || /[\\\p{Cc}]/u.test(text)) return "/";
  const url = URL.canParse(text, "http://inside.invalid")
    ? new URL(text, "http://inside.invalid")
    : undefined;
  if (url?.host !== "inside.invalid" || url.pathname.startsWith("/api/")) return "/";
  return `${url.pathname}${url.search}` as Route;
}

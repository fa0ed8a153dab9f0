import "server-only";
import { decode } from "next-auth/jwt";

/** next-auth's own names: the prefix keeps a cookie of a https address from being set over plain http. */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** More than people have sessions; whoever is over it is opened again. */
const MOST_REMEMBERED = 2000;

/** The session id in a sealed cookie; undefined for anything that we did not seal, or that has run out. */
export type SessionIdIn = (cookie: string | undefined) => Promise<string | undefined>;

/**
 * Opens cookies, and remembers those that were sealed by us as a whole: opening one derives a key anew, and each request
 * brings one. Whether the session still goes on is not in the cookie, and asked each time.
 */
export function createSessionIdIn(secret: string): SessionIdIn {
  const opened = new Map<string, { readonly sessionId: string; readonly until: number }>();
  return async (cookie) => {
    if (!cookie) return undefined;
    const known = opened.get(cookie);
    if (known && Date.now() < known.until) return known.sessionId;
    opened.delete(cookie);
    const token = await decode({ token: cookie, secret }).catch(() => null);
    if (typeof token?.sessionId !== "string") return undefined;
    const { sessionId, exp } = token;
    if (typeof exp === "number") {
      opened.set(cookie, { sessionId, until: exp * 1000 });
      const [oldest] = opened.keys();
      if (oldest !== undefined && opened.size > MOST_REMEMBERED) opened.delete(oldest);
    }
    return sessionId;
  };
}

import "server-only";
import { decode, encode } from "next-auth/jwt";
import { cookieLine } from "./cookie-line";

/** next-auth's own names: the prefix keeps a cookie of a https address from being set over plain http. */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** More than people have sessions; whoever is over it is opened again. */
const MOST_REMEMBERED = 2000;

/** The session's token in a sealed cookie; undefined for anything that we did not seal, or that has run out. */
export type SessionTokenIn = (cookie: string | undefined) => Promise<string | undefined>;

interface Sealing {
  readonly secret: string;
  readonly publicUrl: string;
  /** As long as a session may last. */
  readonly lastsSeconds: number;
}

/** The cookie that hands a browser the token of its session, as next-auth would write it at sign-in. */
export async function sessionCookieLine(
  sessionToken: string,
  { secret, publicUrl, lastsSeconds }: Sealing,
): Promise<string> {
  const value = await encode({ token: sealed(sessionToken), secret, maxAge: lastsSeconds });
  return lineOf(value, lastsSeconds, publicUrl);
}

/** Takes the cookie away. */
export const noSessionCookieLine = (publicUrl: string): string => lineOf("", 0, publicUrl);

/** What is sealed in the cookie. (It was the id of the session once, and keeps that name.) */
export const sealed = (sessionToken: unknown) => ({ sessionId: sessionToken });

const lineOf = (value: string, lastsSeconds: number, publicUrl: string) =>
  cookieLine(
    { name: sessionCookieName(publicUrl), value, lastsSeconds, path: "/", sameSite: "Lax" },
    publicUrl,
  );

/**
 * Opens cookies, and remembers those that were sealed by us as a whole: opening one derives a key anew, and each request
 * brings one. Whether the session still goes on is not in the cookie, and asked each time.
 */
export function createSessionTokenIn(secret: string): SessionTokenIn {
  const opened = new Map<string, { readonly sessionToken: string; readonly until: number }>();
  return async (cookie) => {
    if (!cookie) return undefined;
    const known = opened.get(cookie);
    if (known && Date.now() < known.until) return known.sessionToken;
    opened.delete(cookie);
    const token = await decode({ token: cookie, secret }).catch(() => null);
    if (typeof token?.sessionId !== "string") return undefined;
    const { sessionId: sessionToken, exp } = token;
    if (typeof exp === "number") {
      opened.set(cookie, { sessionToken, until: exp * 1000 });
      const [oldest] = opened.keys();
      if (oldest !== undefined && opened.size > MOST_REMEMBERED) opened.delete(oldest);
    }
    return sessionToken;
  };
}

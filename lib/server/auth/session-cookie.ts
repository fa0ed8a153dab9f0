import "server-only";
import { decode } from "next-auth/jwt";

/** next-auth's own names: the prefix keeps a cookie of a https address from being set over plain http. */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

/** The session id in the sealed cookie; undefined for anything that we did not seal, or that has run out. */
export async function sessionIdIn(cookie: string | undefined, secret: string): Promise<string | undefined> {
  if (!cookie) return undefined;
  const token = await decode({ token: cookie, secret }).catch(() => null);
  return typeof token?.sessionId === "string" ? token.sessionId : undefined;
}

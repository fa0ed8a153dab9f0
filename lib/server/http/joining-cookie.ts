import "server-only";
import { getRuntime } from "../runtime";
import { cookieLine } from "./cookie-line";

const NAME = "castellan.joining";
/** As long as one may take to sign in at the provider, in seconds. */
const LASTS_S = 600;

/** Carries the token of an invitation past the OpenID provider: nothing else comes back from there unchanged. */
export const joiningCookie = (token: string): Promise<string> => lineOf(encodeURIComponent(token), LASTS_S);

/** Takes the cookie away: one attempt, one look at the invitation. */
export const withoutJoiningCookie = (): Promise<string> => lineOf("", 0);

export function joiningTokenIn(cookie: (name: string) => string | undefined): string | undefined {
  return cookie(NAME) || undefined;
}

async function lineOf(value: string, lastsSeconds: number): Promise<string> {
  const { publicUrl } = (await getRuntime()).env;
  // Lax: the way back from the provider is a plain link from another site.
  return cookieLine({ name: NAME, value, lastsSeconds, path: "/api/auth", sameSite: "Lax" }, publicUrl);
}

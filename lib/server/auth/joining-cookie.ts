import "server-only";
import { getRuntime } from "../runtime";

const NAME = "castellan.joining";
/** As long as one may take to sign in at the provider, in seconds. */
const LASTS_S = 600;

/** Carries the token of an invitation past the OpenID provider: nothing else comes back from there unchanged. */
export const joiningCookie = (token: string): Promise<string> =>
  cookieLine(encodeURIComponent(token), LASTS_S);

/** Takes the cookie away: one attempt, one look at the invitation. */
export const withoutJoiningCookie = (): Promise<string> => cookieLine("", 0);

export function joiningTokenIn(cookie: (name: string) => string | undefined): string | undefined {
  return cookie(NAME) || undefined;
}

async function cookieLine(value: string, maxAge: number): Promise<string> {
  const { publicUrl } = (await getRuntime()).env;
  // Lax: the way back from the provider is a plain link from another site.
  const attributes = [`Max-Age=${maxAge}`, "Path=/api/auth", "HttpOnly", "SameSite=Lax"];
  if (publicUrl.startsWith("https:")) attributes.push("Secure");
  return [`${NAME}=${value}`, ...attributes].join("; ");
}

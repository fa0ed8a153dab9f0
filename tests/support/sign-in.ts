import { Secret, TOTP } from "otpauth";
import { readRefusal } from "@/lib/contracts/sign-in";
import type { CallOptions, OpenConsole } from "./console";
import type { Answer } from "./http";

/** Cookies of an answer, as a browser would send them back. */
export const cookiesOf = (answer: Answer): string[] =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .filter((pair) => !pair.endsWith("="));

export const form = (members: Record<string, string>): string => new URLSearchParams(members).toString();
export const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** The cookie of a session, and what a browser is known by later, as an answer hands them over. */
export const sessionIn = (answer: Answer) =>
  cookiesOf(answer).find((pair) => pair.includes("session-token="));
export const deviceIn = (answer: Answer) =>
  cookiesOf(answer).find((pair) => pair.includes("castellan.device-"));

interface SignInOptions extends Pick<CallOptions, "from" | "headers"> {
  readonly csrf?: string;
  /** Cookies that the browser has already. */
  readonly has?: readonly (string | undefined)[];
}

/** As the sign-in page does it: asks for the CSRF token, then posts the form with it. */
export async function signIn(
  opened: OpenConsole,
  given: Record<string, string>,
  { csrf, has = [], ...options }: SignInOptions = {},
) {
  const first = await opened.call("GET", "/api/auth/csrf", { as: "nobody" });
  const { csrfToken } = first.json<{ csrfToken: string }>();
  const cookies = cookiesOf(first);
  const answer = await opened.call("POST", "/api/auth/callback/credentials", {
    ...options,
    cookie: [...cookies, ...has.filter(Boolean)].join("; "),
    headers: { ...FORM, ...options.headers },
    body: form({ ...given, csrfToken: csrf ?? csrfToken, json: "true", callbackUrl: "/tenants" }),
  });
  return { answer, session: sessionIn(answer), device: deviceIn(answer), cookies, csrfToken };
}

/** Why a sign-in was refused, as the page reads it. */
export function refusalOf({ answer }: { readonly answer: Answer }) {
  const { url } = answer.json<{ url: string }>();
  return readRefusal(new URL(url).searchParams.get("error"));
}

/** What an authenticator app shows at a time. */
export const codeAt = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 }).generate({
    timestamp: at,
  });

import "server-only";
import { NextRequest } from "next/server";
import { appError, fieldProblem } from "../app-error";
import { cookieLine } from "./cookie-line";

/** Where next-auth keeps the address to go to after sign-in; with the prefix at https. */
export const CALLBACK_COOKIES = ["next-auth.callback-url", "__Secure-next-auth.callback-url"];

/**
 * Refuses what next-auth would answer with an error of its own, because it takes such input for a fault of the console.
 * Throws `invalid_input`.
 */
export function refuseNextAuthInput(request: NextRequest, body: string | undefined): void {
  const { pathname, searchParams, origin } = request.nextUrl;
  if (request.method === "GET" && pathname.endsWith("/callback/credentials"))
    throw appError("invalid_input", "Signing in with a password is a POST.", { advice: "Open /sign-in." });
  const kept = CALLBACK_COOKIES.map((name) => request.cookies.get(name)?.value);
  for (const given of [...searchParams.getAll("callbackUrl"), ...kept])
    if (given && !isAddress(given, origin))
      throw fieldProblem("callbackUrl", "callbackUrl is no address of a page. Open /sign-in without one.");
  if (body && request.headers.get("content-type")?.includes("application/json") && !isJsonObject(body))
    throw appError("invalid_input", "The body is not a valid JSON object.");
}

/** Takes those of these cookies away that are refused: whoever has one would be refused for good. */
export function withoutBadCallbacks(request: Request, publicUrl: string): readonly string[] {
  const { cookies, nextUrl } = new NextRequest(request.url, { headers: request.headers });
  return CALLBACK_COOKIES.filter((name) => {
    const kept = cookies.get(name)?.value;
    return kept !== undefined && kept !== "" && !isAddress(kept, nextUrl.origin);
  }).map((name) => cookieLine({ name, value: "", lastsSeconds: 0, path: "/", sameSite: "Lax" }, publicUrl));
}

function isAddress(text: string, origin: string): boolean {
  const base = text.startsWith("/") ? origin : undefined;
  return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

import "server-only";
import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { OIDC_PROVIDER } from "@/lib/contracts/single-sign-on";
import { appError } from "../app-error";
import { getRuntime } from "../runtime";
import type { SignedIn } from "../services/sign-in/password-sign-in";
import type { ReturnFacts } from "../services/sign-in/single-sign-on";
import { deviceCookieLine, deviceCookieName } from "./device-cookie";
import { getEdge } from "./edge";
import { joiningTokenIn, withoutJoiningCookie } from "./joining-cookie";
import { refuseNextAuthInput, withoutBadCallbacks } from "./next-auth-input";
import { createNextAuthOptions } from "./next-auth-options";
import { problemResponse, toProblem } from "./problem-response";
import { readCapped } from "./read-input";
import { refuseOtherHosts, refuseOtherOrigins } from "./request-actor";

interface Context {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

/**
 * What of next-auth is used: the two ways to sign in, and what its pages ask for on the way. It would also tell of
 * sessions, renew their cookie and sign out, but how sessions go on and end is for services/sessions alone.
 */
const USED = [
  /^GET (csrf|providers|error|signin|signin\/oidc|callback\/oidc)$/,
  /^POST (signin\/oidc|callback\/credentials)$/,
];

/** Answers a request to next-auth, once our own edge has let it through. */
export async function answerNextAuth(request: Request, context: Context): Promise<Response> {
  const { env, log } = await getRuntime();
  try {
    const admitted = await admit(request, (await context.params).nextauth);
    const signedIn: SignedIn[] = [];
    const options = await nextAuthOptions(admitted, (one) => signedIn.push(one));
    const response: Response = await NextAuth(options)(admitted, context);
    response.headers.set("cache-control", "no-store");
    for (const { device } of signedIn)
      response.headers.append("set-cookie", deviceCookieLine(device, env.publicUrl));
    // After one way back from the provider no invitation waits any more.
    if (admitted.nextUrl.pathname.endsWith(`/callback/${OIDC_PROVIDER}`))
      response.headers.append("set-cookie", await withoutJoiningCookie());
    return response;
  } catch (failure) {
    const answer = problemResponse(toProblem(failure, randomUUID(), log));
    for (const line of withoutBadCallbacks(request, env.publicUrl)) answer.headers.append("set-cookie", line);
    return answer;
  }
}

/** Of one request: who signs in is written down with where they came from. */
export async function nextAuthOptions(
  request: Request,
  onSignedIn: (signedIn: SignedIn) => void = () => undefined,
): Promise<NextAuthOptions> {
  const { runtime, origins, actors } = await getEdge();
  const { passwordSignIn, services, sessionSecret, singleSignOn, log, env } = runtime;
  const origin = origins(request.headers);
  const { cookies } = new NextRequest(request.url, { headers: request.headers });
  const cookie = (name: string) => cookies.get(name)?.value;
  const current = () =>
    actors.find({
      host: request.headers.get("host"),
      cookie,
      requestId: randomUUID(),
      origin,
    });
  const facts = async (): Promise<ReturnFacts> => ({
    joiningToken: joiningTokenIn(cookie),
    current: await current(),
    origin,
  });
  const { absoluteHours } = await services.settings.currentSignIn();
  return createNextAuthOptions({
    passwordSignIn,
    secret: sessionSecret,
    sessionHours: absoluteHours,
    browser: {
      origin,
      current,
      deviceToken: (name) => cookie(deviceCookieName(name, env.publicUrl)),
      onSignedIn,
    },
    log,
    singleSignOn: singleSignOn && env.oidc && { service: singleSignOn, settings: env.oidc, facts },
  });
}

/**
 * The request as next-auth may have it. Refused are one that was sent to another address, one that changes something and
 * does not come from our own pages, one that is for nothing that we use, and one whose body is larger than any form:
 * next-auth itself takes all of them.
 */
async function admit(request: Request, action: readonly string[]): Promise<NextRequest> {
  const { env, log } = await getRuntime();
  const { publicUrl } = env;
  const { url, method, headers } = request;
  refuseOtherHosts(headers.get("host"), publicUrl, log);
  if (method !== "GET") refuseOtherOrigins(headers, publicUrl);
  if (!USED.some((used) => used.test(`${method} ${action.join("/")}`)))
    throw appError("not_found", "There is no such call.");
  const body = method === "POST" ? await readCapped(request) : undefined;
  const admitted = new NextRequest(url, { method, headers, ...(body === undefined ? {} : { body }) });
  refuseNextAuthInput(admitted, body);
  return admitted;
}

import "server-only";
import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import { OIDC_PROVIDER } from "@/lib/contracts/single-sign-on";
import { problemResponse, toProblem } from "../http/problem-response";
import { readCapped } from "../http/read-input";
import { getRuntime } from "../runtime";
import { joiningTokenIn, withoutJoiningCookie } from "./joining-cookie";
import { refuseNextAuthInput } from "./next-auth-input";
import { createNextAuthOptions } from "./next-auth-options";
import { refuseOtherHosts } from "./request-actor";
import type { ReturnFacts } from "./single-sign-on";

/** Of one request: who signs in is written down with where they came from. */
export async function nextAuthOptions(request: Request): Promise<NextAuthOptions> {
  const runtime = await getRuntime();
  const { sessions, passwordSignIn, services, origins, sessionSecret, singleSignOn, actors, log } = runtime;
  const origin = origins(request.headers);
  const { cookies } = new NextRequest(request.url, { headers: request.headers });
  const cookie = (name: string) => cookies.get(name)?.value;
  const facts = async (): Promise<ReturnFacts> => ({
    joiningToken: joiningTokenIn(cookie),
    current: await actors.find({
      host: request.headers.get("host"),
      cookie,
      requestId: randomUUID(),
      origin,
    }),
    origin,
  });
  const { absoluteHours } = await services.settings.currentSignIn();
  return createNextAuthOptions({
    sessions,
    passwordSignIn,
    secret: sessionSecret,
    sessionHours: absoluteHours,
    origin,
    log,
    singleSignOn: singleSignOn && { service: singleSignOn, facts },
  });
}

/** The answer as it leaves: never kept by a cache, and after one way back from the provider no invitation waits any more. */
export async function withOurHeaders(request: NextRequest, response: Response): Promise<Response> {
  response.headers.set("cache-control", "no-store");
  if (request.nextUrl.pathname.endsWith(`/callback/${OIDC_PROVIDER}`))
    response.headers.append("set-cookie", await withoutJoiningCookie());
  return response;
}

/**
 * The request as next-auth may have it, or the answer that refuses it: one that was sent to another address, or whose
 * body is larger than any form. next-auth itself reads a body of whatever size.
 */
export async function admitToNextAuth(request: Request): Promise<NextRequest | Response> {
  const { env, log } = await getRuntime();
  try {
    const { url, method, headers } = request;
    refuseOtherHosts(headers.get("host"), env.publicUrl, log);
    const body = method === "POST" ? await readCapped(request) : undefined;
    const admitted = new NextRequest(url, { method, headers, ...(body === undefined ? {} : { body }) });
    refuseNextAuthInput(admitted, body);
    return admitted;
  } catch (failure) {
    return problemResponse(toProblem(failure, randomUUID(), log));
  }
}

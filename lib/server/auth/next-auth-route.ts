import "server-only";
import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import { problemResponse, toProblem } from "../http/problem-response";
import { readCapped } from "../http/read-input";
import { getRuntime } from "../runtime";
import { createNextAuthOptions } from "./next-auth-options";
import { refuseOtherHosts } from "./request-actor";

/** Of one request: who signs in is written down with where they came from. */
export async function nextAuthOptions(request: Request): Promise<NextAuthOptions> {
  const { sessions, passwordSignIn, services, origins, sessionSecret, log } = await getRuntime();
  const { absoluteHours } = await services.settings.currentSignIn();
  return createNextAuthOptions({
    sessions,
    passwordSignIn,
    secret: sessionSecret,
    sessionHours: absoluteHours,
    origin: origins(request.headers),
    log,
  });
}

/**
 * The request as next-auth may have it, or the answer that refuses it: one that was sent to another address, or whose
 * body is larger than any form. next-auth itself reads a body of whatever size.
 */
export async function admitToNextAuth(request: Request): Promise<NextRequest | Response> {
  const { env, log } = await getRuntime();
  try {
    const { url, method, headers } = request;
    refuseOtherHosts(headers.get("host"), env.publicUrl);
    return new NextRequest(url, {
      method,
      headers,
      ...(method === "POST" ? { body: await readCapped(request) } : {}),
    });
  } catch (failure) {
    return problemResponse(toProblem(failure, randomUUID(), log));
  }
}

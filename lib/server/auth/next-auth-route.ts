import "server-only";
import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import { problemResponse, toProblem } from "../http/problem-response";
import { getRuntime } from "../runtime";
import { createNextAuthOptions } from "./next-auth-options";
import { refuseOtherHosts } from "./request-actor";

export async function nextAuthOptions(): Promise<NextAuthOptions> {
  const { sessions, sessionSecret } = await getRuntime();
  return createNextAuthOptions({ sessions, secret: sessionSecret });
}

/** The answer to a request that was sent to another address than this console's; undefined when it is ours. */
export async function refuseForeignAddress(request: Request): Promise<Response | undefined> {
  const { env, log } = await getRuntime();
  try {
    refuseOtherHosts(request.headers.get("host"), env.publicUrl);
    return undefined;
  } catch (failure) {
    return problemResponse(toProblem(failure, randomUUID(), log));
  }
}

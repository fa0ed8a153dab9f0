import "server-only";
import type { Actor } from "../actor";
import { appError } from "../app-error";
import { isOurHost } from "./public-address";
import type { RequestOrigin } from "./request-origin";
import { createSessionIdIn, sessionCookieName } from "./session-cookie";
import type { Sessions } from "./sessions";

/** What routes and pages alike find the actor in. */
export interface RequestFacts {
  readonly host: string | null;
  readonly cookie: (name: string) => string | undefined;
  readonly requestId: string;
  readonly origin: RequestOrigin;
}

export interface RequestActors {
  /** Who is behind a request, or undefined. Throws `misdirected` for a request to another address. */
  find(facts: RequestFacts): Promise<Actor | undefined>;
}

export function createRequestActors({
  sessions,
  secret,
  publicUrl,
}: {
  sessions: Sessions;
  secret: string;
  publicUrl: string;
}): RequestActors {
  const sessionIdIn = createSessionIdIn(secret);
  return {
    async find({ host, cookie, requestId, origin: { address } }) {
      refuseOtherHosts(host, publicUrl);
      const sessionId = await sessionIdIn(cookie(sessionCookieName(publicUrl)));
      return sessionId ? sessions.resolve(sessionId, { requestId, address }) : undefined;
    },
  };
}

export function refuseOtherHosts(host: string | null, publicUrl: string): void {
  if (isOurHost(host, publicUrl)) return;
  throw appError("misdirected", "This console answers only at its own address.", {
    advice: `Open ${publicUrl}, or set PUBLIC_URL to the address that browsers use.`,
  });
}

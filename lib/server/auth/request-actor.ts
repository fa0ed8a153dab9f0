import "server-only";
import type { Actor } from "../actor";
import { appError } from "../app-error";
import type { Log } from "../log";
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

/** Throws `misdirected` for a request to another address. Whoever set that address up wrongly reads the log. */
export function refuseOtherHosts(host: string | null, publicUrl: string, log?: Log): void {
  if (isOurHost(host, publicUrl)) return;
  log?.warn(
    { host: host?.slice(0, 260) ?? null, publicUrl },
    "a request was refused because its Host header is not that of PUBLIC_URL; a proxy must pass it on with its port",
  );
  throw appError("misdirected", "This console answers only at its own address.", {
    advice: `Open ${publicUrl}, or set PUBLIC_URL to the address that browsers use.`,
  });
}

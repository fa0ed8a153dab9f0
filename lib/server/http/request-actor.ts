import "server-only";
import type { Actor, RequestOrigin } from "../actor";
import { appError } from "../app-error";
import type { Log } from "../log";
import type { Sessions } from "../services/sessions/sessions";
import { isOurHost, isOurOrigin } from "./public-address";
import { createSessionTokenIn, sessionCookieName } from "./session-cookie";

/** What routes and pages alike find the actor in. */
export interface RequestFacts {
  readonly host: string | null;
  readonly cookie: (name: string) => string | undefined;
  readonly requestId: string;
  readonly origin: RequestOrigin;
  /** Whether somebody did something for it; not said of pages, which browsers fetch beforehand too. */
  readonly byPerson?: boolean | undefined;
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
  const sessionTokenIn = createSessionTokenIn(secret);
  return {
    async find({ host, cookie, requestId, origin: { address }, byPerson }) {
      refuseOtherHosts(host, publicUrl);
      const token = await sessionTokenIn(cookie(sessionCookieName(publicUrl)));
      return token ? sessions.resolve(token, { requestId, address, byPerson }) : undefined;
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

/** Throws `cross_origin` for what was not sent by our own pages. */
export function refuseOtherOrigins(headers: Headers, publicUrl: string): void {
  if (isOurOrigin(headers, publicUrl)) return;
  throw appError("cross_origin", "Calls that change something are taken only from the console's own pages.", {
    advice: `A script sends the header Origin: ${publicUrl}.`,
  });
}

import "server-only";
import bowser from "bowser";
import type { z } from "zod";
import type { listSessions, OwnSession, Session } from "@/lib/contracts/account";
import { type Actor, requireRole } from "../../actor";
import { appError } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import { signedInRecently } from "../../step-up";
import type { StoredSession } from "../../store/people/sessions";
import type { Store } from "../../store/store";
import type { SettingsService } from "../settings";
import { hasEnded, sessionTimes } from "./session-times";
import type { Sessions } from "./sessions";

/** Where somebody is signed in, and how they end that. */
export interface OwnSessionService {
  /** The session that asks, and how long it has. */
  current(actor: Actor): Promise<OwnSession>;
  list(actor: Actor): Promise<z.infer<typeof listSessions.answer>>;
  /** Signs out of the session that asks. Throws `unavailable` only when the session itself stays. */
  signOut(actor: Actor): Promise<void>;
  end(actor: Actor, sessionId: string): Promise<void>;
  endOthers(actor: Actor): Promise<void>;
}

const SECOND = 1000;

export function createOwnSessionService({
  store,
  sessions,
  settings,
  audit,
  clock,
}: {
  store: Store;
  sessions: Sessions;
  settings: SettingsService;
  audit: AuditLog;
  clock: Clock;
}): OwnSessionService {
  return {
    async current(actor) {
      requireRole(actor, "viewer");
      const session = await sessions.own(actor);
      const { unlessUsed, inAnyCase } = sessionTimes(session, await settings.currentSignIn());
      const left = (end: Date) => Math.max(0, Math.floor((end.getTime() - clock().getTime()) / SECOND));
      const latestInSeconds = left(inAnyCase);
      return {
        endsInSeconds: Math.min(left(unlessUsed), latestInSeconds),
        latestInSeconds,
        secondFactorNeeded: actor.mustEnrol,
        recentSignIn: signedInRecently(actor, clock()),
      };
    },

    async list(actor) {
      requireRole(actor, "viewer");
      const now = clock();
      const signIn = await settings.currentSignIn();
      const data = (await store.sessions.listOf(actor.person.id))
        // What has run out is cleared away at the next sign-in; it opens nothing meanwhile.
        .filter((session) => !hasEnded(session, signIn, now))
        .map((session) => toSession(session, actor, sessionTimes(session, signIn).inAnyCase));
      return { data, total: data.length, asOf: now.toISOString() };
    },

    signOut: sessions.end,

    async end(actor, sessionId) {
      requireRole(actor, "viewer");
      const gone = appError("not_found", "You have no such session, or it has ended already.", {
        advice: "Reload the list.",
      });
      const session = (await store.sessions.listOf(actor.person.id)).find(({ id }) => id === sessionId);
      if (!session) throw gone;
      const name = browserOf(session.userAgent) ?? "Unknown browser";
      const object = { type: "session", id: sessionId, name } as const;
      await audit.perform(actor, { action: "session.end", object }, (act) =>
        store.transaction(async (entities) => {
          if (!(await entities.sessions.removeOf(actor.person.id, sessionId))) throw gone;
          return act.endIn(entities, { outcome: "succeeded" });
        }),
      );
    },

    async endOthers(actor) {
      requireRole(actor, "viewer");
      const { id, name } = actor.person;
      const object = { type: "person", id, name } as const;
      await audit.perform(actor, { action: "session.end", object }, (act) =>
        store.transaction(async (entities) => {
          const ended = await entities.sessions.endOf(id, actor.sessionId);
          return act.endIn(entities, { outcome: "succeeded", detail: `Ended ${ended} other sessions.` });
        }),
      );
    },
  };
}

function toSession(session: StoredSession, actor: Actor, inAnyCase: Date): Session {
  const { id, method, address, userAgent, createdAt, lastSeenAt } = session;
  return {
    id,
    current: id === actor.sessionId,
    method,
    browser: browserOf(userAgent),
    address,
    startedAt: createdAt.toISOString(),
    lastUsedAt: lastSeenAt.toISOString(),
    endsAt: inAnyCase.toISOString(),
  };
}

/** As people call it: Firefox 140 on Windows. */
export function browserOf(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const { browser, os } = bowser.parse(userAgent);
  if (!browser.name) return null;
  const version = browser.version?.split(".")[0];
  return `${browser.name}${version ? ` ${version}` : ""}${os.name ? ` on ${os.name}` : ""}`;
}

import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import type { SignInMethod } from "@/lib/contracts/account";
import type { Person } from "@/lib/contracts/people";
import { defaultSignInSettings } from "@/lib/contracts/settings";
import { type Actor, actorWithoutSession, type RequestOrigin } from "../../actor";
import { appError } from "../../app-error";
import type { ActEnd } from "../../audit/act";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import type { Log } from "../../log";
import type { TakeNote } from "../../notes";
import { sessionMark } from "../../store/audit/event";
import type { Credence } from "../../store/people/people";
import type { Session } from "../../store/people/sessions";
import type { Entities, Store } from "../../store/store";
import type { SettingsService } from "../settings";
import { hasEnded, latestEnd } from "./session-times";

const MINUTE = 60_000;
/** Not every request needs a write. */
const TOUCH_MS = MINUTE;
/** Requests that were under way when a token was changed, in this tab or in others, bring the former one so long. */
const FORMER_TOKEN_MS = 10_000;

export interface SessionStart {
  readonly method: SignInMethod;
  readonly origin: RequestOrigin;
  /** When the person proved who they are: now, unless a provider says otherwise; null where it says nothing. */
  readonly authenticatedAt?: Date | null;
  /** The session that this browser has, whose place it takes. */
  readonly replaces?: string | null | undefined;
  /** What they were believed for; left out for whom a provider vouches. */
  readonly credence?: Credence | undefined;
  /** What the log adds. */
  readonly detail?: string | undefined;
}

/** What the browser's cookie must hold from now on. */
export interface SessionToken {
  readonly sessionToken: string;
}

export interface SessionRequest {
  readonly requestId: string;
  readonly address: string | null;
  /** Whether somebody did something for it: what a page asks by itself does not keep a session going. */
  readonly byPerson?: boolean | undefined;
}

/**
 * The life of sessions, all of it: next-auth only carries what a cookie holds. That is a token, which is changed when
 * somebody has proved who they are; the session's id stays, opens nothing, and may stand in the log.
 */
export interface Sessions {
  /**
   * Begins a session for somebody who has proved who they are, and returns its token; undefined when the account was
   * removed, disabled or given another password or factor meanwhile: what ends their sessions must not miss one that begins.
   */
  begin(person: Person, start: SessionStart): Promise<string | undefined>;
  /** Who is behind a session that has not ended; reads the row each time, so that ending one takes effect at once. */
  resolve(token: string, request: SessionRequest): Promise<Actor | undefined>;
  /** The actor's own session; throws `unauthenticated` where there is none, as for a command. */
  own(actor: Actor): Promise<Session>;
  /** Notes that the person has just proved again who they are, and changes the token with it; returns the new one. */
  confirm(sessionId: string, entities: Entities): Promise<string>;
  /** Changes the token, unless that was done a moment ago, and returns the one that holds. */
  changeToken(sessionId: string, entities: Entities): Promise<string>;
  /** Signs out. Ending access does not wait for the log: throws `unavailable` only when the session itself stays. */
  end(actor: Actor): Promise<void>;
}

export function createSessions({
  store,
  audit,
  settings,
  clock,
  takeNote,
  log,
}: {
  store: Store;
  audit: AuditLog;
  settings: SettingsService;
  clock: Clock;
  takeNote: TakeNote;
  log: Log;
}): Sessions {
  /**
   * Whether a token was changed so lately that the one before still counts. Another instance, whose clock is a little
   * ahead, may have changed it; what lies further ahead is over.
   */
  const isNew = (changedAt: Date | null): boolean =>
    changedAt !== null && Math.abs(clock().getTime() - changedAt.getTime()) <= FORMER_TOKEN_MS;

  const changeToken = async (sessionId: string, entities: Entities): Promise<string> => {
    const held = await entities.sessions.tokenOf(sessionId);
    if (held?.token && isNew(held.changedAt)) return held.token;
    const next = newToken();
    if (held && (await entities.sessions.changeToken(sessionId, held.token, next, clock()))) return next;
    // Another request was faster, or ended the session.
    const { token } = (await entities.sessions.tokenOf(sessionId)) ?? {};
    if (token) return token;
    throw appError("unauthenticated", "There is no session, or it has ended.", {
      advice: "Sign in and try again.",
    });
  };

  return {
    async begin(person, { method, origin, authenticatedAt, replaces, credence, detail }) {
      const token = newToken();
      const signIn = await settings.currentSignIn();
      const at = clock();
      return audit.perform(
        actorWithoutSession(person, origin.address),
        { action: "session.sign-in" },
        (act) =>
          store.transaction(async (entities) => {
            if (!(await entities.people.mayStillSignIn(person.id, credence))) {
              return act.endIn(entities, {
                outcome: "failed",
                detail: "The account was changed at the same moment.",
              });
            }
            await entities.sessions.removeExpired(at);
            if (replaces) await entities.sessions.remove(replaces);
            await entities.sessions.create({
              id: randomUUID(),
              token,
              personId: person.id,
              at,
              expiresAt: latestEnd(at, signIn),
              method,
              ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
              ...origin,
            });
            await entities.people.noteSignIn(person.id, at);
            const ended = replaces ? "In place of the session that this browser had." : undefined;
            const told = [detail, ended].filter(Boolean).join(" ") || undefined;
            return act.endIn(entities, { outcome: "succeeded", detail: told }, token);
          }),
      );
    },
    async resolve(token, { requestId, address, byPerson }) {
      const session = await store.sessions.findByToken(token);
      if (!session || (session.outdatedAt && !isNew(session.outdatedAt))) return undefined;
      const signIn = session.signIn ?? defaultSignInSettings;
      const now = clock();
      const mark = sessionMark(session.id);
      if (hasEnded(session, signIn, now)) {
        await takeNote(`end of session ${mark}`, () => store.sessions.remove(session.id));
        return undefined;
      }
      if (byPerson && now.getTime() - session.lastSeenAt.getTime() > TOUCH_MS)
        await takeNote(`use of session ${mark}`, () => store.sessions.touch(session.id, now));
      const { person, method, hasSecondFactor, hasShortPassword, authenticatedAt } = session;
      const needsSecondFactor = hasShortPassword || signIn.secondFactorRequiredFor.includes(person.role);
      return {
        person,
        sessionId: session.id,
        requestId,
        address,
        authenticatedAt,
        method,
        // Whoever comes through a provider has the provider's second factor, or none by its decision.
        mustEnrol: method === "password" && !hasSecondFactor && needsSecondFactor,
      };
    },
    async own({ sessionId }) {
      const session = sessionId === null ? undefined : await store.sessions.find(sessionId);
      if (!session) throw appError("unauthenticated", "There is no session, or it has ended.");
      return session;
    },
    async confirm(sessionId, entities) {
      await entities.sessions.confirm(sessionId, clock());
      return changeToken(sessionId, entities);
    },
    changeToken,
    async end(actor) {
      const { sessionId, requestId } = actor;
      if (sessionId === null) return;
      const intent = await audit.intend(actor, { action: "session.sign-out" }).catch(() => undefined);
      const write = (end: ActEnd) =>
        intent
          ?.end(end)
          .catch((error: unknown) =>
            log.error({ err: error, requestId }, "the end of a sign-out is not in the log"),
          );
      try {
        await store.sessions.remove(sessionId);
      } catch (error) {
        log.error({ err: error, requestId }, "a session could not be ended");
        await write({ outcome: "failed", detail: "The session could not be removed from the store." });
        throw notEnded();
      }
      await write({ outcome: "succeeded" });
    },
  };
}

const newToken = (): string => randomBytes(32).toString("base64url");

const notEnded = () =>
  appError(
    "unavailable",
    "This browser is signed out, but the console could not end the session itself: its store does not take that now. Whoever has a copy of this browser's cookie could use it until the session runs out.",
    { advice: "Sign in again in a while, and end the session under Settings." },
  );

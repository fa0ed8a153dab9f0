import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import type { SignInMethod } from "@/lib/contracts/account";
import type { Person } from "@/lib/contracts/people";
import { defaultSignInSettings } from "@/lib/contracts/settings";
import { type Actor, actorWithoutSession } from "../actor";
import type { AuditLog } from "../audit/audit-log";
import { type Clock, isAhead } from "../clock";
import type { TakeNote } from "../notes";
import type { SettingsService } from "../services/settings";
import { sessionMark } from "../store/audit-event";
import type { Credence } from "../store/people";
import type { Store } from "../store/store";
import type { RequestOrigin } from "./request-origin";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Not every request needs a write. */
const TOUCH_MS = MINUTE;

export interface SessionStart {
  readonly method: SignInMethod;
  readonly origin: RequestOrigin;
  /** When the person proved who they are: now, unless a provider says otherwise; null where it says nothing. */
  readonly authenticatedAt?: Date | null;
  /** The session whose place it takes. */
  readonly replaces?: string | null | undefined;
  /** What they were believed for; left out for whom a provider vouches. */
  readonly credence?: Credence | undefined;
  /** What the log adds. */
  readonly detail?: string | undefined;
}

export interface Sessions {
  /**
   * Begins a session for somebody who has proved who they are, and returns its id; undefined when the account was removed,
   * disabled or given another password or factor meanwhile: what ends their sessions must not miss one that begins.
   */
  begin(person: Person, start: SessionStart): Promise<string | undefined>;
  /** Who is behind a session that has not ended; reads the row each time, so that ending one takes effect at once. */
  resolve(
    sessionId: string,
    request: { requestId: string; address: string | null },
  ): Promise<Actor | undefined>;
  signOut(sessionId: string, address: string | null): Promise<void>;
}

export function createSessions({
  store,
  audit,
  settings,
  clock,
  takeNote,
}: {
  store: Store;
  audit: AuditLog;
  settings: SettingsService;
  clock: Clock;
  takeNote: TakeNote;
}): Sessions {
  const resolve: Sessions["resolve"] = async (sessionId, { requestId, address }) => {
    const session = await store.sessions.find(sessionId);
    if (!session) return undefined;
    const { idleMinutes, absoluteHours, secondFactorRequiredFor } = session.signIn ?? defaultSignInSettings;
    const now = clock();
    const idleMs = now.getTime() - session.lastSeenAt.getTime();
    const ageMs = now.getTime() - session.createdAt.getTime();
    // The age counts too: the times may have been made shorter since it began.
    // So does one that began, or was used, at a time that has not come: it would not end before that.
    const isOfTheFuture = isAhead(session.createdAt, now) || isAhead(session.lastSeenAt, now);
    if (
      isOfTheFuture ||
      now >= session.expiresAt ||
      ageMs >= absoluteHours * HOUR ||
      idleMs > idleMinutes * MINUTE
    ) {
      await takeNote(`end of session ${sessionMark(sessionId)}`, () => store.sessions.remove(sessionId));
      return undefined;
    }
    if (idleMs > TOUCH_MS)
      await takeNote(`use of session ${sessionMark(sessionId)}`, () => store.sessions.touch(sessionId, now));
    const { person, method, hasSecondFactor, hasShortPassword, authenticatedAt } = session;
    const needsSecondFactor = hasShortPassword || secondFactorRequiredFor.includes(person.role);
    return {
      person,
      sessionId,
      requestId,
      address,
      authenticatedAt,
      // Whoever comes through a provider has the provider's second factor, or none by its decision.
      mustEnrol: method === "password" && !hasSecondFactor && needsSecondFactor,
    };
  };

  return {
    async begin(person, { method, origin, authenticatedAt, replaces, credence, detail }) {
      const id = randomBytes(32).toString("base64url");
      const { absoluteHours } = await settings.currentSignIn();
      const intent = await audit.intend(actorWithoutSession(person, origin.address), {
        action: "session.sign-in",
      });
      const at = clock();
      return store.transaction(async (entities) => {
        if (!(await entities.people.mayStillSignIn(person.id, credence))) {
          await intent.end(
            { outcome: "failed", detail: "The account was changed at the same moment." },
            entities,
          );
          return undefined;
        }
        await entities.sessions.removeExpired(at);
        if (replaces) await entities.sessions.remove(replaces);
        await entities.sessions.create({
          id,
          personId: person.id,
          at,
          expiresAt: new Date(at.getTime() + absoluteHours * HOUR),
          method,
          ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
          ...origin,
        });
        await entities.people.noteSignIn(person.id, at);
        await intent.end({ outcome: "succeeded", detail }, entities);
        return id;
      });
    },
    resolve,
    async signOut(sessionId, address) {
      const actor = await resolve(sessionId, { requestId: randomUUID(), address });
      if (!actor) return;
      const intent = await audit.intend(actor, { action: "session.sign-out" });
      await store.transaction(async (entities) => {
        await entities.sessions.remove(sessionId);
        await intent.end({ outcome: "succeeded" }, entities);
      });
    },
  };
}

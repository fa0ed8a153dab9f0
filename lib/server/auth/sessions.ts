import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import type { SignInInput } from "@/lib/contracts/people";
import { type Actor, actorWithoutSession } from "../actor";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import { passwordMatches } from "../passwords";
import type { Store } from "../store/store";

const MINUTE = 60_000;
/** A session ends after half an hour without use … */
const IDLE_MS = 30 * MINUTE;
/** … and after twelve hours in any case. */
export const ABSOLUTE_MS = 12 * 60 * MINUTE;
/** Not every request needs a write. */
const TOUCH_MS = MINUTE;

export interface Sessions {
  /** The new session's id, or undefined: the same answer for an unknown account as for a wrong password. */
  signIn(input: SignInInput): Promise<string | undefined>;
  /** Who is behind a session that has not ended; reads the row each time, so that ending one takes effect at once. */
  resolve(sessionId: string, requestId: string): Promise<Actor | undefined>;
  signOut(sessionId: string): Promise<void>;
}

export function createSessions({
  store,
  audit,
  clock,
}: {
  store: Store;
  audit: AuditLog;
  clock: Clock;
}): Sessions {
  const resolve = async (sessionId: string, requestId: string): Promise<Actor | undefined> => {
    const session = await store.sessions.find(sessionId);
    if (!session) return undefined;
    const now = clock();
    const idleSince = now.getTime() - session.lastSeenAt.getTime();
    if (now >= session.expiresAt || idleSince > IDLE_MS) {
      await store.sessions.remove(sessionId);
      return undefined;
    }
    if (idleSince > TOUCH_MS) await store.sessions.touch(sessionId, now);
    return {
      person: session.person,
      sessionId,
      requestId,
      address: session.address,
      authenticatedAt: session.authenticatedAt,
    };
  };

  return {
    async signIn({ email, password }) {
      const found = await store.people.findForSignIn(email);
      const right = await passwordMatches(found?.passwordHash, password);
      if (!found || !right || found.disabled) {
        // Never what was typed: people type passwords into the wrong field.
        const person = found?.person ?? {
          id: "unknown",
          name: "Unknown account",
          email: "",
          role: "viewer" as const,
        };
        const refused = await audit.intend(actorWithoutSession(person), {
          action: "session.sign-in-refused",
        });
        await refused.end({
          outcome: "failed",
          detail: found?.disabled ? "This account is disabled." : "Wrong e-mail or password.",
        });
        return undefined;
      }
      const sessionId = randomBytes(32).toString("base64url");
      const intent = await audit.intend(actorWithoutSession(found.person), { action: "session.sign-in" });
      const at = clock();
      await store.transaction(async (entities) => {
        await entities.sessions.removeExpired(at);
        await entities.sessions.create({
          id: sessionId,
          personId: found.person.id,
          at,
          expiresAt: new Date(at.getTime() + ABSOLUTE_MS),
        });
        await intent.end({ outcome: "succeeded" }, entities);
      });
      return sessionId;
    },
    resolve,
    async signOut(sessionId) {
      const actor = await resolve(sessionId, randomUUID());
      if (!actor) return;
      const intent = await audit.intend(actor, { action: "session.sign-out" });
      await store.transaction(async (entities) => {
        await entities.sessions.remove(sessionId);
        await intent.end({ outcome: "succeeded" }, entities);
      });
    },
  };
}

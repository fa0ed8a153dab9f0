import "server-only";
import type { SignInSettings } from "@/lib/contracts/settings";
import { isAhead } from "../../clock";
import type { StoredSession } from "../../store/people/sessions";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When a session that begins now ends, however much it is used. */
export const latestEnd = (at: Date, { absoluteHours }: SignInSettings): Date =>
  new Date(at.getTime() + absoluteHours * HOUR);

/** When a session ends: unless it is used, and however much it is used. */
export function sessionTimes(
  { createdAt, lastSeenAt, expiresAt }: StoredSession,
  signIn: SignInSettings,
): { readonly unlessUsed: Date; readonly inAnyCase: Date } {
  // The age counts too: the times may have been made shorter since it began.
  const inAnyCase = Math.min(latestEnd(createdAt, signIn).getTime(), expiresAt.getTime());
  return {
    unlessUsed: new Date(lastSeenAt.getTime() + signIn.idleMinutes * MINUTE),
    inAnyCase: new Date(inAnyCase),
  };
}

/** Whether it opens nothing any more, also while its row is still there. */
export function hasEnded(session: StoredSession, signIn: SignInSettings, now: Date): boolean {
  const { unlessUsed, inAnyCase } = sessionTimes(session, signIn);
  // One that began, or was used, at a time that has not come would not end before that.
  const isOfTheFuture = isAhead(session.createdAt, now) || isAhead(session.lastSeenAt, now);
  return isOfTheFuture || now >= inAnyCase || now > unlessUsed;
}

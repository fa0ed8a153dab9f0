import "server-only";
import { type GraveEffect, SINGLE_ACTS } from "@/lib/contracts/effects";
import type { Actor } from "./actor";
import { appError } from "./app-error";
import { type Clock, isAhead } from "./clock";
import type { Store } from "./store/store";

const MINUTE = 60_000;
const RECENTLY_MS = 5 * MINUTE;

/**
 * Whether somebody proved who they are within the last five minutes. Who acts without a session has none that could be
 * left open on a desk. A proof of the future proves nothing.
 */
export function signedInRecently({ sessionId, authenticatedAt }: Actor, now: Date): boolean {
  if (sessionId === null) return true;
  const provenAt = authenticatedAt ?? new Date(0);
  return now.getTime() - provenAt.getTime() <= RECENTLY_MS && !isAhead(provenAt, now);
}

const signInAgain = (why: string) =>
  appError("sign_in_again", `${why}, and nothing was changed.`, {
    advice: "Confirm that it is you, then do it again.",
  });

/**
 * Throws `sign_in_again` unless the person proved who they are within the last five minutes. Every use case that has
 * such an effect begins with this, whatever the route before it has asked.
 */
export function requireStepUp(actor: Actor, _effect: GraveEffect, clock: Clock): void {
  if (!signedInRecently(actor, clock()))
    throw signInAgain("This is done only within five minutes of signing in");
}

/**
 * Counts an act that is small by itself, before it is done, and throws `sign_in_again` when too many of one session add
 * up to a big one. A recent sign-in needs no count, and begins it again.
 */
export async function requireStepUpPastSome(
  actor: Actor,
  { sessions }: Pick<Store, "sessions">,
  clock: Clock,
): Promise<void> {
  const at = clock();
  if (actor.sessionId === null || signedInRecently(actor, at)) return;
  const windowMs = SINGLE_ACTS.minutes * MINUTE;
  const counted = await sessions.countSingleAct(actor.sessionId, {
    at,
    windowMs,
    provedAt: actor.authenticatedAt,
    most: SINGLE_ACTS.most,
  });
  if (counted) return;
  throw signInAgain(
    `More than ${SINGLE_ACTS.most} single acts in ${SINGLE_ACTS.minutes} minutes need a recent sign-in`,
  );
}

/**
 * The actor for the work that a recent sign-in has begun and that goes on for longer than it counts as recent: it is one
 * act, and was asked for once.
 */
export const goingOn = (actor: Actor, clock: Clock): Actor => ({ ...actor, authenticatedAt: clock() });

import "server-only";
import type { GraveEffect } from "@/lib/contracts/effects";
import type { Actor } from "./actor";
import { appError } from "./app-error";
import { type Clock, isAhead } from "./clock";

/** A proof of who somebody is counts as recent for so long. */
export const RECENTLY_MS = 5 * 60_000;

/**
 * Whether somebody proved who they are within the last five minutes. Who acts without a session has none that could be
 * left open on a desk. A proof of the future proves nothing.
 */
export function signedInRecently({ sessionId, authenticatedAt }: Actor, now: Date): boolean {
  if (sessionId === null) return true;
  const provenAt = authenticatedAt ?? new Date(0);
  return now.getTime() - provenAt.getTime() <= RECENTLY_MS && !isAhead(provenAt, now);
}

/** For what needs a recent sign-in; says why. */
export const signInAgain = (why: string) =>
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
 * The actor for the work that a recent sign-in has begun and that goes on for longer than it counts as recent: it is one
 * act, and was asked for once.
 */
export const goingOn = (actor: Actor, clock: Clock): Actor => ({ ...actor, authenticatedAt: clock() });

import "server-only";
import { SINGLE_ACTS } from "@/lib/contracts/effects";
import type { Actor } from "../../actor";
import type { Clock } from "../../clock";
import { signedInRecently, signInAgain } from "../../step-up";
import type { Store } from "../../store/store";

const MINUTE = 60_000;

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

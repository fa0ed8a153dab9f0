import "server-only";
import type { SignInSettings } from "@/lib/contracts/settings";
import type { StoredSession } from "../store/sessions";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When a session ends: unless it is used, and however much it is used. */
export function sessionTimes(
  { createdAt, lastSeenAt, expiresAt }: StoredSession,
  { idleMinutes, absoluteHours }: SignInSettings,
): { readonly unlessUsed: Date; readonly inAnyCase: Date } {
  // The age counts too: the times may have been made shorter since it began.
  const oldest = createdAt.getTime() + absoluteHours * HOUR;
  return {
    unlessUsed: new Date(lastSeenAt.getTime() + idleMinutes * MINUTE),
    inAnyCase: new Date(Math.min(oldest, expiresAt.getTime())),
  };
}

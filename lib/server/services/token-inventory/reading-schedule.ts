import "server-only";
import { createHash } from "node:crypto";
import { isAhead } from "../../clock";
import type { StoredTokenSync } from "../../store/tokens/syncs";

const MINUTE = 60_000;
/** So long after a revocation the tenant is read more often: whether the client signs in again has to be seen. */
export const WATCH_MS = 60 * MINUTE;
export const EVERY_MS = 60 * MINUTE;
/** After a revocation, so that what comes back is seen. */
const WATCHED_EVERY_MS = 5 * MINUTE;
const MOST_JITTER_MS = 5 * MINUTE;

type Read = Pick<StoredTokenSync, "tenantId" | "outcome" | "startedAt" | "watchedUntil">;

/**
 * When a tenant's tokens are due to be read, in epoch milliseconds: at once where that never was, or where nobody may be
 * left of whoever began it, or it began at a time that has not come yet; each up to five minutes later than an hour,
 * always by the same, so that they spread.
 */
export function tokensDueAt({ tenantId, outcome, startedAt, watchedUntil }: Read, now: number): number {
  if (!startedAt || outcome === null || outcome === "running" || isAhead(startedAt, now)) return 0;
  const begun = startedAt.getTime();
  const isWatched = watchedUntil && !isAhead(watchedUntil.getTime() - WATCH_MS, now);
  if (isWatched && begun < watchedUntil.getTime())
    return Math.min(begun + WATCHED_EVERY_MS, watchedUntil.getTime());
  const share = createHash("sha256").update(tenantId).digest().readUInt32BE() / 0xffffffff;
  return begun + EVERY_MS + Math.round(share * MOST_JITTER_MS);
}

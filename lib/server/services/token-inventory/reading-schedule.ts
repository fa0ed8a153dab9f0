import "server-only";
import { createHash } from "node:crypto";
import type { StoredTokenSync } from "../../store/token-syncs";

const MINUTE = 60_000;
export const EVERY_MS = 60 * MINUTE;
/** After a revocation, so that what comes back is seen. */
const WATCHED_EVERY_MS = 5 * MINUTE;
const MOST_JITTER_MS = 5 * MINUTE;

type Read = Pick<StoredTokenSync, "tenantId" | "outcome" | "startedAt" | "watchedUntil">;

/**
 * When a tenant's tokens are due to be read, in epoch milliseconds: at once where that never was, or where nobody may be
 * left of whoever began it; each up to five minutes later than an hour, always by the same, so that they spread.
 */
export function tokensDueAt({ tenantId, outcome, startedAt, watchedUntil }: Read): number {
  if (!startedAt || outcome === null || outcome === "running") return 0;
  const begun = startedAt.getTime();
  if (watchedUntil && begun < watchedUntil.getTime())
    return Math.min(begun + WATCHED_EVERY_MS, watchedUntil.getTime());
  const share = createHash("sha256").update(tenantId).digest().readUInt32BE() / 0xffffffff;
  return begun + EVERY_MS + Math.round(share * MOST_JITTER_MS);
}

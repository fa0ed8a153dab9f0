import "server-only";

/** Qlik's second tier: 100 changes a minute, counted over five minutes, for one client in one tenant (FACTS.md 13). */
const PER_MINUTE = 100;
const AT_ONCE = 5 * PER_MINUTE;
/** What one change takes when nothing holds it back, several going side by side; from the bench, rounded up. */
const SECONDS_EACH = 0.02;

/** Of one tenant: what is still to be sent, and what this revocation has sent already. */
export interface TenantLoad {
  readonly pending: number;
  readonly sent: number;
}

/** How long the rest takes by Qlik's rate limit, in seconds; tenants go side by side, so the slowest counts. */
export function secondsLeft(tenants: readonly TenantLoad[]): number | null {
  const busy = tenants.filter(({ pending }) => pending > 0);
  if (busy.length === 0) return null;
  return Math.max(
    ...busy.map(({ pending, sent }) => {
      const atOnce = Math.max(AT_ONCE - sent, 0);
      const later = Math.max(pending - atOnce, 0);
      return Math.ceil((later * 60) / PER_MINUTE + Math.min(pending, atOnce) * SECONDS_EACH);
    }),
  );
}

import "server-only";

/** Qlik's second tier: 100 changes a minute, counted over five minutes, for one client in one tenant (FACTS.md 13). */
const PER_MINUTE = 100;
const AT_ONCE = 5 * PER_MINUTE;
/** What one change takes when nothing holds it back, several going side by side; from the bench, rounded up. */
const SECONDS_EACH = 0.02;
/** After so long without an answer nobody can say when the next one comes. */
const SILENT_AFTER_SECONDS = 10;

/** Of one tenant that is worked in: what is still to be done, and what this revocation has done there already. */
export interface TenantLoad {
  readonly pending: number;
  readonly sent: number;
  /** For how long Qlik has left a question open; null when none is. */
  readonly askedForSeconds?: number | null;
  /** In how many seconds it is asked again, where that is known. */
  readonly asksAgainInSeconds?: number | null;
}

/** Whether a tenant has left a question open for longer than answers take. */
export const isSilent = ({ askedForSeconds }: Pick<TenantLoad, "askedForSeconds">): boolean =>
  (askedForSeconds ?? 0) >= SILENT_AFTER_SECONDS;

/**
 * How long the rest takes by Qlik's rate limit, in seconds; tenants go side by side, so the slowest counts. Those that do
 * not answer count nothing, as nobody knows when they will; null when there are no others.
 */
export function secondsLeft(tenants: readonly TenantLoad[]): number | null {
  const busy = tenants.filter((tenant) => tenant.pending > 0 && !isSilent(tenant));
  if (busy.length === 0) return null;
  return Math.max(
    ...busy.map(({ pending, sent, asksAgainInSeconds }) => {
      const atOnce = Math.max(AT_ONCE - sent, 0);
      const later = Math.max(pending - atOnce, 0);
      const byRate = Math.ceil((later * 60) / PER_MINUTE + Math.min(pending, atOnce) * SECONDS_EACH);
      return Math.max(byRate, Math.ceil((asksAgainInSeconds ?? 0) + pending * SECONDS_EACH));
    }),
  );
}

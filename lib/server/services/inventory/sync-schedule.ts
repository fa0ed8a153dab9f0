import "server-only";
import { createHash } from "node:crypto";
import { isAhead } from "../../clock";
import type { OrganizationReading } from "../../store/tenants/organizations";

const MINUTE = 60_000;
const MOST_JITTER = 5 * MINUTE;

/** When the page of somebody who opens it begins a sync by itself: older data than this, in milliseconds. */
export const STALE_AFTER = 10 * MINUTE;

type Read = Pick<OrganizationReading, "id" | "createdAt" | "lastSync" | "syncEveryMinutes">;

/** When reading the tenants was last tried, in epoch milliseconds: a failure too is waited out before the next try. */
const lastTried = ({ lastSync, createdAt }: Read): number => Date.parse(lastSync?.startedAt ?? createdAt);

/**
 * When an organization is due, in epoch milliseconds; undefined when it is read only on demand. Each comes up to a
 * tenth of its interval later, always by the same, so that many do not ask Qlik in the same minute. One that was tried
 * at a time that has not come yet is due now: the clock was set since.
 */
export function dueAt(organization: Read, now: number): number | undefined {
  const { id, syncEveryMinutes } = organization;
  if (syncEveryMinutes === null) return undefined;
  if (isAhead(lastTried(organization), now)) return now;
  const interval = syncEveryMinutes * MINUTE;
  const share = createHash("sha256").update(id).digest().readUInt32BE() / 0xffffffff;
  return lastTried(organization) + interval + Math.round(share * Math.min(interval / 10, MOST_JITTER));
}

/** Whether whoever opens a page should not have to rely on what is there. */
export const isStale = (organization: Read, now: number): boolean =>
  now - lastTried(organization) > STALE_AFTER || isAhead(lastTried(organization), now);

import "server-only";
import { ENDS_WITHIN_DAYS, type Ending, type Overview, SEEN_WITHIN_DAYS } from "@/lib/contracts/overview";
import { type Actor, requireRole } from "../actor";
import type { Clock } from "../clock";
import type { Store } from "../store/store";
import type { OrganizationReading } from "../store/tenants/organizations";
import { everyConnection } from "./tenants/every-connection";

export interface OverviewService {
  /** From the store alone. */
  get(actor: Actor): Promise<Overview>;
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const SHOWN_REASONS = 5;
const SHOWN_TENANTS = 5;
const SHOWN_ENDINGS = 12;

export function createOverviewService({ store, clock }: { store: Store; clock: Clock }): OverviewService {
  const { tenants, tenantNumbers, organizations } = store;

  const failing = async () => {
    const reasons = (await tenantNumbers.failures()).slice(0, SHOWN_REASONS);
    return Promise.all(
      reasons.map(async ({ reason, count }) => ({
        reason: reason ?? "The reason is not known; check the credential again.",
        count,
        tenants: await tenantNumbers.failingWith(reason, SHOWN_TENANTS),
      })),
    );
  };

  return {
    async get(actor) {
      requireRole(actor, "viewer");
      const now = clock();
      const today = Math.floor(now.getTime() / DAY) * DAY;
      const end = calendarDay(today + ENDS_WITHIN_DAYS * DAY);
      const lastWeek = new Date(now.getTime() - SEEN_WITHIN_DAYS * DAY);
      const [{ total, facets }, reasons, licenses, deletions, firstSeen, gone, all] = await Promise.all([
        tenants.counts(["status", "region", "connection"]),
        failing(),
        tenantNumbers.endings("licenseEnds", now, end),
        tenantNumbers.endings("deletion", now, end),
        tenantNumbers.firstSeenSince(lastWeek, SHOWN_TENANTS),
        tenantNumbers.goneSince(lastWeek, SHOWN_TENANTS),
        organizations.readings(),
      ]);
      const endings = [
        ...licenses.map((one): Ending => ({ ...one, kind: "license" })),
        ...deletions.map((one): Ending => ({ ...one, kind: "deletion" })),
      ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
      return {
        tenants: total,
        status: facets.status,
        region: facets.region,
        connection: everyConnection(facets.connection),
        failing: reasons,
        endings: endings.slice(0, SHOWN_ENDINGS),
        endingsTotal: endings.length,
        endingsByWeek: byWeek(endings, today),
        firstSeen,
        gone,
        oldest: oldestOf(all),
        asOf: now.toISOString(),
      };
    },
  };
}

const calendarDay = (millis: number) => new Date(millis).toISOString().slice(0, 10);

function byWeek(endings: readonly Ending[], today: number): Overview["endingsByWeek"] {
  const weeks = Math.ceil((ENDS_WITHIN_DAYS * DAY) / WEEK);
  return Array.from({ length: weeks }, (_, week) => {
    const startsAt = today + week * WEEK;
    const within = endings.filter(({ at }) => Math.floor((Date.parse(at) - today) / WEEK) === week);
    return {
      startsAt: new Date(startsAt).toISOString(),
      licenses: within.filter(({ kind }) => kind === "license").length,
      deletions: within.filter(({ kind }) => kind === "deletion").length,
    };
  });
}

function oldestOf(all: readonly OrganizationReading[]): Overview["oldest"] {
  const [oldest] = [...all].sort((one, other) =>
    (one.lastSyncedAt ?? "").localeCompare(other.lastSyncedAt ?? ""),
  );
  return oldest ? { organizationId: oldest.id, name: oldest.name, lastSyncedAt: oldest.lastSyncedAt } : null;
}

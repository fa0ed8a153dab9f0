import "server-only";
import { readDateFilter } from "@/lib/contracts/date-filters";
import { searchTerms } from "@/lib/contracts/search-terms";
import type { TenantFilters } from "@/lib/contracts/tenants";
import type { Prisma } from "../generated/client";
import { since } from "../rows/date-range";
import { fold } from "../rows/folding";

type Where = Prisma.TenantWhereInput;
type Filters = Omit<TenantFilters, "sort">;

const DAY = 86_400_000;
/** What the keys of dates hold where there is no date, so that those come last. */
export const NO_DATE = "9999";

/** What passes all filters at a moment: of each filter one of its values, of the search every word. */
export function whereTenant(filters: Filters, now: Date): Where {
  const { search, status, region, country, subscription, organization, connection, id } = filters;
  const terms = search === undefined ? [] : searchTerms(search);
  return {
    AND: [
      ...terms.map((term): Where => ({ searchKey: { contains: fold(term) } })),
      oneOf(status, (values) => ({ status: { in: values } })),
      oneOf(region, (values) => ({ regionCode: { in: values } })),
      oneOf(country, (values) => ({ countryCode: { in: values } })),
      oneOf(subscription, (values) => ({ subscriptionKey: { in: values } })),
      oneOf(connection, (values) => ({ connection: { in: values } })),
      oneOf(id, (values) => ({ id: { in: values } })),
      anyOf(organization, (value) => ({ organizationId: value === "none" ? null : value })),
      anyOf(filters.licenseEnds, (value) => until("licenseEnds", value, now)),
      anyOf(filters.deletion, (value) => until("deletion", value, now)),
      anyOf(filters.firstSeen, (value) => ({ firstSeenAt: since(value, now) })),
      anyOf(filters.lastSeen, (value) =>
        value === "unlisted" ? { noLongerListedSince: { not: null } } : { lastSeenAt: since(value, now) },
      ),
    ],
  };
}

const oneOf = <Value>(values: Value[], where: (values: Value[]) => Where): Where =>
  values.length > 0 ? where(values) : {};

const anyOf = (values: readonly string[], where: (value: string) => Where): Where =>
  values.length > 0 ? { OR: values.map(where) } : {};

type Coming = "licenseEnds" | "deletion";
const columns = {
  licenseEnds: { key: "licenseEndsKey", text: "licenseEndsAt" },
  deletion: { key: "deletionStartsKey", text: "deletionStartsAt" },
} as const;

/** What a filter over a date that is to come means. */
function until(of: Coming, value: string, now: Date): Where {
  const { key } = columns[of];
  const filter = readDateFilter(value, now);
  if (filter === "none") return { [key]: { equals: NO_DATE } };
  if (filter === "ended") return { AND: [{ [key]: { lt: now.toISOString() } }, { NOT: endsToday(of, now) }] };
  if (typeof filter === "string") return { [key]: { lt: NO_DATE } };
  if ("period" in filter) {
    const { from, to } = filter.period;
    // "No date" comes last.
    return { [key]: { ...(from ? { gte: from.toISOString() } : {}), lt: to?.toISOString() ?? NO_DATE } };
  }
  return comesBefore(of, now, "withinDays" in filter ? dayAfter(now, filter.withinDays + 1) : "");
}

/**
 * What comes from now on and before a day of UTC; keys begin with the day. What Qlik gave a time is past with that time,
 * and what it gave as a day alone is to come until the day is over.
 */
export const comesBefore = (of: Coming, now: Date, day: string): Where => ({
  OR: [{ [columns[of].key]: { gte: now.toISOString(), lt: day } }, endsToday(of, now)],
});

const endsToday = (of: Coming, now: Date): Where => ({ [columns[of].text]: dayAfter(now, 0) });

const dayAfter = (now: Date, days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);

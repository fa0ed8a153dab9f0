import "server-only";
import { readDateFilter } from "@/lib/contracts/date-filters";
import { searchTerms } from "@/lib/contracts/search-terms";
import type { TenantFilters } from "@/lib/contracts/tenants";
import { since } from "./date-range";
import { fold } from "./folding";
import type { Prisma } from "./generated/client";

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
      anyOf(filters.licenseEnds, (value) => ({ licenseEndsKey: until(value, now) })),
      anyOf(filters.deletion, (value) => ({ deletionStartsKey: until(value, now) })),
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

/** A date that is to come, by days of UTC; keys of dates begin with the day. */
function until(value: string, now: Date): Prisma.StringFilter {
  const filter = readDateFilter(value, now);
  const today = dayAfter(now, 0);
  if (typeof filter !== "string" && "period" in filter) {
    const { from, to } = filter.period;
    // "No date" comes last.
    return { ...(from ? { gte: from.toISOString() } : {}), lt: to?.toISOString() ?? NO_DATE };
  }
  if (typeof filter !== "string")
    return { gte: today, lt: "withinDays" in filter ? dayAfter(now, filter.withinDays + 1) : today };
  if (filter === "ended") return { lt: today };
  return filter === "none" ? { equals: NO_DATE } : { lt: NO_DATE };
}

const dayAfter = (now: Date, days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);

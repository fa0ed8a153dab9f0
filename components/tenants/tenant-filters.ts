import type { DataTableFilter, DataTableFilterOption } from "@/components/data-table/data-table-types";
import { ahead, back, dateFilter, pastPeriods } from "@/components/data-table/period-options";
import type { TableUrlState } from "@/components/data-table/use-table-url-state";
import type { TenantFilterId } from "@/lib/client/queries/tenants";
import type { Facet } from "@/lib/contracts/lists";
import type { Organization } from "@/lib/contracts/organizations";
import { codeOfLabel, placeOf } from "@/lib/contracts/regions";
import type { TenantList } from "@/lib/contracts/tenants";
import { connectionWords } from "./connection-status";
import { statusWord } from "./tenant-status";

const licenseEnds = [
  { value: "ended", label: "Ended" },
  { value: "14d", label: "Within 14 days" },
  { value: "30d", label: "Within 30 days" },
  { value: "90d", label: "Within 90 days" },
  { value: "365d", label: "Within a year" },
  { value: "none", label: "No end" },
];
const deletion = [
  { value: "scheduled", label: "Scheduled" },
  { value: "30d", label: "Within 30 days" },
  { value: "90d", label: "Within 90 days" },
  { value: "none", label: "Not scheduled" },
];
const firstSeen = [
  { value: "1d", label: "In the last day" },
  { value: "7d", label: "In the last 7 days" },
  { value: "30d", label: "In the last 30 days" },
];
const lastSeen = [
  { value: "1d", label: "In the last day" },
  { value: "over-1d", label: "More than a day ago" },
  { value: "over-7d", label: "More than 7 days ago" },
  { value: "unlisted", label: "No longer listed" },
];

/** The filters of a list of tenants; what can be chosen is what there is. */
export function tenantFilters(
  url: Pick<TableUrlState<TenantFilterId>, "filterProps">,
  facets: TenantList["facets"] | undefined,
  organizations: readonly Organization[],
): readonly DataTableFilter[] {
  const counts = new Map<string, number>(facets?.connection.map(({ value, count }) => [value, count]));
  const connections = Object.entries(connectionWords).map(([value, label]) => ({
    value,
    label,
    count: counts.get(value),
  }));
  const nameOf = (id: string) =>
    id === "none" ? "No organization" : (organizations.find((one) => one.id === id)?.name ?? id);
  return [
    url.filterProps("status", "Status", options(facets?.status, statusWord)),
    url.filterProps("region", "Region", options(facets?.region, regionWords), { alias: codeOfLabel }),
    url.filterProps("subscription", "Subscription", options(facets?.subscription)),
    url.filterProps("connection", "Connection", connections, { closed: true }),
    url.filterProps("licenseEnds", "License ends", licenseEnds, {
      secondary: true,
      ...dateFilter(ahead),
    }),
    url.filterProps("deletion", "Deletion", deletion, { secondary: true, ...dateFilter(ahead) }),
    url.filterProps("organization", "Organization", options(facets?.organization, nameOf), {
      secondary: true,
    }),
    url.filterProps("country", "Country", options(facets?.country), { secondary: true }),
    url.filterProps("firstSeen", "First seen", [...firstSeen, ...pastPeriods()], {
      secondary: true,
      ...dateFilter(back),
    }),
    url.filterProps("lastSeen", "Last seen", [...lastSeen, ...pastPeriods()], {
      secondary: true,
      ...dateFilter(back),
    }),
  ];
}

function options(
  facet: Facet | undefined,
  word: (value: string) => string = String,
): DataTableFilterOption[] {
  return (facet ?? []).map(({ value, count }) => ({ value, count, label: word(value) }));
}

function regionWords(code: string): string {
  const place = placeOf(code);
  return place ? `${code} · ${place}` : code;
}

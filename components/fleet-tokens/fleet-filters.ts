import type { DataTableFilter, DataTableFilterOption } from "@/components/data-table/data-table-types";
import { back, dateFilter, pastPeriods } from "@/components/data-table/period-options";
import type { TableUrlState } from "@/components/data-table/use-table-url-state";
import { connectionWords } from "@/components/tenants/connection-status";
import type { FleetFilterId } from "@/lib/client/queries/fleet-tokens";
import { GONE_USER } from "@/lib/contracts/fleet-columns";
import type { FleetTokenList, TokenGroup, TokenGrouping } from "@/lib/contracts/fleet-tokens";
import type { Facet } from "@/lib/contracts/lists";
import type { Organization } from "@/lib/contracts/organizations";
import { personWords } from "@/lib/contracts/person-words";
import { codeOfLabel, placeOf } from "@/lib/contracts/regions";

const lastUsed = [
  { value: "over-30d", label: "More than 30 days ago" },
  { value: "over-90d", label: "More than 90 days ago" },
  { value: "over-365d", label: "More than a year ago" },
  { value: "none", label: "No use known" },
  { value: "1d", label: "In the last day" },
  { value: "30d", label: "In the last 30 days" },
];
const firstSeen = [
  { value: "1d", label: "In the last day" },
  { value: "7d", label: "In the last 7 days" },
  { value: "30d", label: "In the last 30 days" },
];
const kinds = [
  { value: "person", label: "People" },
  { value: "bot", label: "Bots" },
];
const states = [
  { value: "listed", label: "Listed" },
  { value: "issued-again", label: "Issued again" },
  { value: "gone", label: "Revoked or unlisted" },
];

export type LargestGroups = Readonly<Record<TokenGrouping, readonly TokenGroup[]>>;

/** The filters of the list of all tokens; what can be chosen is what there is most of, and anything may be typed. */
export function fleetFilters(
  url: Pick<TableUrlState<FleetFilterId>, "filterProps">,
  facets: FleetTokenList["facets"] | undefined,
  largest: LargestGroups,
  organizations: readonly Organization[],
): readonly DataTableFilter[] {
  const nameOf = (id: string) =>
    id === "none" ? "No organization" : (organizations.find((one) => one.id === id)?.name ?? id);
  const connections = Object.entries(connectionWords).map(([value, label]) => ({ value, label }));
  const more = { secondary: true } as const;
  return [
    url.filterProps(
      "user",
      "User",
      groups(largest.person, (key, name) => personWords({ id: key, name })),
    ),
    url.filterProps("userStatus", "User status", options(facets?.userStatus, userStatusWord)),
    url.filterProps("client", "Client", groups(largest.client)),
    url.filterProps("tenant", "Tenant", groups(largest.tenant)),
    url.filterProps("lastUsed", "Last used", [...lastUsed, ...pastPeriods()], dateFilter(back)),
    url.filterProps("kind", "User kind", kinds, { ...more, closed: true }),
    url.filterProps("device", "Device", options(facets?.device), more),
    url.filterProps("region", "Region", options(facets?.region, regionWords), {
      ...more,
      alias: codeOfLabel,
    }),
    url.filterProps("organization", "Organization", options(facets?.organization, nameOf), more),
    url.filterProps("connection", "Connection", connections, { ...more, closed: true }),
    url.filterProps("tenantStatus", "Tenant status", tenantStatuses, more),
    url.filterProps("firstSeen", "First seen", [...firstSeen, ...pastPeriods()], {
      ...more,
      ...dateFilter(back),
    }),
    url.filterProps("state", "Status", states, { ...more, closed: true }),
  ];
}

const tenantStatuses = ["active", "disabled", "deactivated", "deleted"].map((value) => ({
  value,
  label: capitalized(value),
}));

/** @param words how one is called: the key of a person is what tells them from others of that name */
const groups = (
  all: readonly TokenGroup[],
  words = (key: string, name: string) => name || key,
): DataTableFilterOption[] =>
  all.map(({ key, name, tokens }) => ({ value: key, label: words(key, name), count: tokens }));

const options = (
  facet: Facet | undefined,
  word: (value: string) => string = String,
): DataTableFilterOption[] => (facet ?? []).map(({ value, count }) => ({ value, count, label: word(value) }));

const userStatusWord = (value: string) => (value === GONE_USER ? "Unlisted" : capitalized(value));

function regionWords(code: string): string {
  const place = placeOf(code);
  return place ? `${code} · ${place}` : code;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

import type { DataTableFilter } from "@/components/data-table/data-table-types";
import { back, dateFilter, pastPeriods } from "@/components/data-table/period-options";
import type { TableUrlState } from "@/components/data-table/use-table-url-state";
import type { CredentialFilterId } from "@/lib/client/queries/credentials";
import { type CredentialList, credentialHealths } from "@/lib/contracts/credential-list";
import { credentialLevels } from "@/lib/contracts/credentials";
import type { Facet } from "@/lib/contracts/lists";
import type { Organization } from "@/lib/contracts/organizations";
import { healthWords, levelWords } from "./credential-words";

const ages = [
  { value: "30d", label: "Set in the last 30 days" },
  { value: "over-90d", label: "Set more than 90 days ago" },
  { value: "over-180d", label: "Set more than 180 days ago" },
  { value: "over-365d", label: "Set more than a year ago" },
];

/** The filters of the list of credentials. */
export function credentialFilters(
  url: Pick<TableUrlState<CredentialFilterId>, "filterProps">,
  facets: CredentialList["facets"] | undefined,
  organizations: readonly Organization[],
): readonly DataTableFilter[] {
  const countIn = (facet: Facet | undefined, value: string) =>
    facet?.find((one) => one.value === value)?.count;
  const levels = credentialLevels.map((value) => ({
    value,
    label: levelWords[value],
    count: countIn(facets?.level, value),
  }));
  const healths = credentialHealths.map((value) => ({
    value,
    label: healthWords[value],
    count: countIn(facets?.health, value),
  }));
  return [
    url.filterProps("level", "Level", levels, { closed: true }),
    url.filterProps("health", "Health", healths, { closed: true }),
    url.filterProps("age", "Age", [...ages, ...pastPeriods()], dateFilter(back)),
    ...(organizations.length < 2
      ? []
      : [
          url.filterProps(
            "organization",
            "Organization",
            organizations.map(({ id, name }) => ({ value: id, label: name })),
          ),
        ]),
  ];
}

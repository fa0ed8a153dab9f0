"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableFilterOption } from "@/components/data-table/data-table-types";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { tableError } from "@/components/problems/table-error";
import { useMay } from "@/components/providers/person";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { tenantsQuery, tenantsQuestion } from "@/lib/client/queries/tenants";
import type { Facet } from "@/lib/contracts/lists";
import { placeOf } from "@/lib/contracts/regions";
import type { Tenant } from "@/lib/contracts/tenants";
import { connectionWords } from "./connection-status";
import { TenantRowMenu } from "./tenant-row-menu";
import { statusWord } from "./tenant-status";
import { tenantsColumns } from "./tenants-columns";
import { useSyncOrganizations } from "./use-sync-organizations";

const hiddenAtFirst = tenantsColumns.filter((column) => column.defaultHidden).map((column) => column.id);

/** All tenants of all organizations; search, filters, sorting and columns live in the address. */
export function TenantsTable() {
  const url = useTableUrlState({
    filterIds: ["status", "region", "subscription", "connection"],
    defaultSorting: [{ id: "name", desc: false }],
    defaultHidden: hiddenAtFirst,
  });
  const question = tenantsQuestion({ ...url.selected, search: url.settledSearch, sort: url.sort });
  const tenants = useInfiniteQuery({ ...tenantsQuery(question), placeholderData: keepPreviousData });
  const organizations = useQuery(organizationsQuery());
  const { sync, syncing } = useSyncOrganizations();
  const maySync = useMay("operator");
  const first = tenants.data?.pages[0];
  const facets = first?.facets;

  return (
    <DataTable
      label="Tenants"
      mode="server"
      columns={tenantsColumns}
      rows={tenants.data?.pages.flatMap((page) => page.data) ?? []}
      rowId={(tenant) => tenant.id}
      rowHref={(tenant) => paths.tenant(tenant.id)}
      rowActions={(tenant) => <TenantRowMenu tenant={tenant} />}
      state={{
        loading: tenants.isPending,
        fetching: tenants.isFetching || syncing,
        error: tableError(tenants.error, "The tenants could not be read", () => void tenants.refetch()),
        empty: <NoTenants />,
      }}
      search={url.searchProps("Search tenants", "Name, hostname, ID…")}
      filters={[
        url.filterProps("status", "Status", options(facets?.status, statusWord)),
        url.filterProps("region", "Region", options(facets?.region, regionWords)),
        url.filterProps("subscription", "Subscription", options(facets?.subscription)),
        url.filterProps(
          "connection",
          "Connection",
          options(facets?.connection, (value) => connectionWords[value as Tenant["connection"]] ?? value),
        ),
      ]}
      {...url.tableProps}
      hasMore={tenants.hasNextPage}
      onEndReached={() => {
        if (!tenants.isFetching) void tenants.fetchNextPage();
      }}
      footer={{
        noun: { one: "tenant", many: "tenants" },
        total: first?.unfilteredTotal ?? 0,
        shown: first?.total ?? undefined,
        asOf:
          oldestSync(organizations.data?.data.map((organization) => organization.lastSyncedAt)) ??
          first?.asOf,
        onRefresh: () => (maySync ? sync(organizations.data?.data ?? []) : void tenants.refetch()),
      }}
    />
  );
}

function NoTenants() {
  const mayConnect = useMay("admin");
  return (
    <EmptyState
      icon={Building2}
      title="No tenants yet"
      action={
        mayConnect ? (
          <>
            <ButtonLink href={paths.newOrganization} variant="primary">
              Connect an organization
            </ButtonLink>
            <ButtonLink href={paths.newTenant()}>Connect a single tenant</ButtonLink>
          </>
        ) : undefined
      }
    >
      {mayConnect
        ? "Connect your organization, and all of its tenants appear here."
        : "An administrator of this console can connect your organization."}
    </EmptyState>
  );
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

/** The list is as old as the organization that was read longest ago. */
function oldestSync(times: readonly (string | null)[] | undefined): string | undefined {
  return times?.filter((time) => time !== null).sort()[0];
}

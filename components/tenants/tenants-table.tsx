"use client";

import { useQuery } from "@tanstack/react-query";
import { arrangeColumns } from "@/components/data-table/arrange-columns";
import { DataTable } from "@/components/data-table/data-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { ViewsMenu } from "@/components/data-table/views-menu";
import { useMay } from "@/components/providers/person";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import { tenantFilterIds, tenantsExportAddress, tenantsQuestion } from "@/lib/client/queries/tenants";
import type { Organization } from "@/lib/contracts/organizations";
import type { Tenant } from "@/lib/contracts/tenants";
import { ConnectNext } from "./connect-next";
import { ConnectSelected } from "./connect-selected";
import { NoTenants } from "./no-tenants";
import { tenantFilters } from "./tenant-filters";
import { TenantRowMenu } from "./tenant-row-menu";
import { tenantsColumns } from "./tenants-columns";
import { TenantsSelectionActions } from "./tenants-selection-actions";
import { useSyncOrganizations } from "./use-sync-organizations";
import { useTenants } from "./use-tenants";

/** All tenants of all organizations; search, filters, sorting and columns live in the address. */
export function TenantsTable() {
  const url = useTableUrlState({
    table: "tenants",
    filterIds: tenantFilterIds,
    defaultSorting: [{ id: "name", desc: false }],
  });
  const question = tenantsQuestion({ ...url.selected, search: url.settledSearch, sort: url.sort });
  const { first, refetch, state, tableProps } = useTenants(question, "The tenants could not be read");
  const { data: organizations } = useQuery(organizationsQuery());
  const known = organizations?.data ?? noOrganizations;
  const { sync, syncing } = useSyncOrganizations();
  const maySync = useMay("operator");
  const { visible } = arrangeColumns(tenantsColumns, url.tableProps.columnLayout);
  const columns = visible.map(({ id }) => id).join(",");

  return (
    <>
      <ConnectNext list={first} />
      <DataTable
        label="Tenants"
        columns={tenantsColumns}
        {...tableProps}
        rowActions={actionsOf}
        state={{ ...state, fetching: state.fetching || syncing, empty: <NoTenants /> }}
        search={url.searchProps("Search tenants", "Name, hostname… or status:active")}
        filters={tenantFilters(url, first?.facets, known)}
        toolbar={
          <>
            <ExportMenu addressOf={(format) => tenantsExportAddress({ ...question, format, columns })} />
            <ViewsMenu url={url} whole="All tenants" />
          </>
        }
        {...url.tableProps}
        selectionActions={(selection) => (
          <TenantsSelectionActions
            selection={selection}
            question={question}
            columns={columns}
            onSync={(ids) => sync(known.filter((organization) => ids.has(organization.id)))}
          >
            <ConnectSelected selection={selection} question={question} />
          </TenantsSelectionActions>
        )}
        footer={{
          noun: { one: "tenant", many: "tenants" },
          total: first?.unfilteredTotal ?? 0,
          shown: first?.total ?? undefined,
          asOf: oldestSync(known) ?? first?.asOf,
          onRefresh: () => (maySync ? sync(known) : refetch()),
        }}
      />
    </>
  );
}

const noOrganizations: Organization[] = [];

// One function for all renders, so that rows need not be made anew for it.
const actionsOf = (tenant: Tenant) => <TenantRowMenu tenant={tenant} />;

/** The list is as old as the organization that was read longest ago. */
function oldestSync(organizations: readonly Organization[]): string | undefined {
  return organizations
    .map((organization) => organization.lastSyncedAt)
    .filter((time) => time !== null)
    .sort()[0];
}

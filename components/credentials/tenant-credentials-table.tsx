"use client";

import { Unplug } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { useMay } from "@/components/providers/person";
import { connectionWords } from "@/components/tenants/connection-status";
import { TenantRowMenu } from "@/components/tenants/tenant-row-menu";
import { tenantsColumns } from "@/components/tenants/tenants-columns";
import { useTenants } from "@/components/tenants/use-tenants";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import { tenantsQuestion } from "@/lib/client/queries/tenants";

const shownColumns = ["name", "hostname", "regionCode", "status", "organizationName", "connection"];
const columns = tenantsColumns
  .filter((column) => shownColumns.includes(column.id))
  .map((column) => ({ ...column, defaultHidden: false }));
const connections = ["connected", "failing"] as const;

/** Tenants with a credential of their own. */
export function TenantCredentialsTable() {
  const url = useTableUrlState({
    table: "tenant-credentials",
    filterIds: ["connection"],
    defaultSorting: [
      { id: "connection", desc: true },
      { id: "name", desc: false },
    ],
  });
  const chosen = url.selected.connection.length > 0 ? url.selected.connection : connections;
  const { first, refetch, state, tableProps } = useTenants(
    tenantsQuestion({ search: url.settledSearch, connection: chosen, sort: url.sort }),
    "The credentials could not be read",
  );
  const mayConnect = useMay("admin");
  const counts = new Map(first?.facets.connection.map(({ value, count }) => [value, count]));
  const withCredential = connections.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  return (
    <DataTable
      label="Tenant credentials"
      columns={columns}
      {...tableProps}
      rowActions={(tenant) => <TenantRowMenu tenant={tenant} />}
      state={{
        ...state,
        empty: (
          <EmptyState
            icon={Unplug}
            title="No tenant is connected"
            action={
              mayConnect ? <ButtonLink href={paths.newTenant()}>Connect a tenant</ButtonLink> : undefined
            }
          >
            With an OAuth client of a tenant the console sees its people and their tokens.
          </EmptyState>
        ),
      }}
      search={url.searchProps("Search tenant credentials", "Name, hostname, ID…")}
      filters={[
        url.filterProps(
          "connection",
          "Connection",
          connections.map((value) => ({ value, label: connectionWords[value], count: counts.get(value) })),
          { closed: true },
        ),
      ]}
      {...url.tableProps}
      footer={{
        noun: { one: "tenant", many: "tenants" },
        total: withCredential,
        shown: first?.total ?? undefined,
        asOf: first?.asOf,
        onRefresh: refetch,
      }}
    />
  );
}

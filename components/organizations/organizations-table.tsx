"use client";

import { useQuery } from "@tanstack/react-query";
import { Building } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { tableError } from "@/components/problems/table-error";
import { useMay } from "@/components/providers/person";
import { BidiText } from "@/components/ui/bidi-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Identifier } from "@/components/ui/identifier";
import { ButtonLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { paths } from "@/lib/client/paths";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import type { Organization } from "@/lib/contracts/organizations";
import { OrganizationRowMenu } from "./organization-row-menu";

const columns: readonly DataTableColumn<Organization>[] = [
  {
    id: "name",
    header: "Name",
    minWidth: 180,
    grow: 2,
    sortValue: ({ name }) => name,
    cell: ({ name }) => <BidiText className="font-medium">{name}</BidiText>,
  },
  {
    id: "connection",
    header: "Connection",
    width: 136,
    card: "badge",
    sortValue: ({ connection }) => connection,
    cell: (organization) => <Connection organization={organization} />,
  },
  {
    id: "tenants",
    header: "Tenants",
    width: 104,
    sortValue: ({ tenantCount }) => tenantCount,
    cell: ({ tenantCount }) => tenantCount,
  },
  {
    id: "connected",
    header: "Connected",
    width: 112,
    sortValue: (organization) => organization.connectedTenantCount,
    cell: (organization) => organization.connectedTenantCount,
  },
  {
    id: "clientId",
    header: "Client ID",
    width: 168,
    cell: ({ credential }) => <Identifier value={credential.clientId} label="client ID" />,
  },
  {
    id: "secretSetAt",
    header: "Secret set",
    width: 128,
    sortValue: ({ credential }) => credential.secretSetAt,
    cell: ({ credential }) => <RelativeTime value={credential.secretSetAt} />,
  },
  {
    id: "lastCheck",
    header: "Last check",
    width: 128,
    sortValue: ({ credential }) => credential.lastCheck?.at,
    cell: ({ credential }) => <RelativeTime value={credential.lastCheck?.at} fallback="Never" />,
  },
  {
    id: "lastSyncedAt",
    header: "Tenants read",
    minWidth: 144,
    sortValue: ({ lastSyncedAt }) => lastSyncedAt,
    cell: (organization) => <Sync organization={organization} />,
  },
];

/** Organizations with their credentials. */
export function OrganizationsTable() {
  const organizations = useQuery(organizationsQuery());
  const mayConnect = useMay("admin");
  const rows = organizations.data?.data ?? noOrganizations;
  return (
    <DataTable
      label="Organizations"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowActions={(organization) => <OrganizationRowMenu organization={organization} />}
      state={{
        loading: organizations.isPending,
        fetching: organizations.isFetching,
        error: tableError(
          organizations.error,
          "The organizations could not be read",
          () => void organizations.refetch(),
        ),
        empty: (
          <EmptyState
            icon={Building}
            title="No organization is connected"
            action={
              mayConnect ? (
                <ButtonLink href={paths.newOrganization} variant="primary">
                  Connect an organization
                </ButtonLink>
              ) : undefined
            }
          >
            One OAuth client shows every tenant of an organization.
          </EmptyState>
        ),
      }}
      footer={{
        noun: { one: "organization", many: "organizations" },
        total: rows.length,
        asOf: organizations.data?.asOf,
        onRefresh: () => void organizations.refetch(),
      }}
    />
  );
}

const noOrganizations: Organization[] = [];

function Connection({ organization: { connection, credential } }: { organization: Organization }) {
  if (connection === "connected") return <Status tone="success">Connected</Status>;
  const failed = credential.lastCheck?.steps.find((step) => step.state === "failed");
  return (
    <Status tone="danger" detail={failed?.message}>
      Failing
    </Status>
  );
}

function Sync({ organization: { lastSync, lastSyncedAt } }: { organization: Organization }) {
  if (lastSync?.outcome === "running")
    return <Status tone="info">Reading, {lastSync.tenantsRead} so far</Status>;
  if (lastSync?.outcome === "failed") {
    return (
      <Status tone="danger" detail={lastSync.message ?? undefined}>
        Failed <RelativeTime value={lastSync.finishedAt} />
      </Status>
    );
  }
  return <RelativeTime value={lastSyncedAt} fallback="Never" />;
}

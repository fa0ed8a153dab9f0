"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { arrangeColumns } from "@/components/data-table/arrange-columns";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableSelection } from "@/components/data-table/data-table-types";
import { ExportMenu } from "@/components/data-table/export-menu";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { ViewsMenu } from "@/components/data-table/views-menu";
import { OrganizationRowMenu } from "@/components/organizations/organization-row-menu";
import { tableError } from "@/components/problems/table-error";
import { useMay } from "@/components/providers/person";
import { usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import {
  credentialFilterIds,
  credentialsExportAddress,
  credentialsQuery,
  credentialsQuestion,
} from "@/lib/client/queries/credentials";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import type { ListedCredential } from "@/lib/contracts/credential-list";
import type { Organization } from "@/lib/contracts/organizations";
import { ChecksProgress } from "./checks-progress";
import { credentialFilters } from "./credential-filters";
import { BeingChecked } from "./credential-health";
import { CredentialRowMenu } from "./credential-row-menu";
import { credentialsColumns } from "./credentials-columns";
import { CredentialsSelectionActions } from "./credentials-selection-actions";
import { useCredentialChecks } from "./use-credential-checks";

/** The OAuth clients of all levels; search, filters, sorting and columns live in the address. */
export function CredentialsTable() {
  const url = useTableUrlState({
    table: "credentials",
    filterIds: credentialFilterIds,
    defaultSorting: [{ id: "name", desc: false }],
  });
  const question = credentialsQuestion({ ...url.selected, search: url.settledSearch, sort: url.sort });
  const { data: organizations } = useQuery(organizationsQuery());
  const credentials = usePagedQuery(
    { ...credentialsQuery(question), placeholderData: keepPreviousData },
    organizations,
  );
  const known = organizations?.data ?? noOrganizations;
  const { checks, check, stop, dismiss } = useCredentialChecks();
  const running = checks?.state === "running";
  const mayCheck = useMay("operator");
  const first = credentials.data?.pages[0];
  const rows = usePageRows(credentials.data, rowId);
  const refetch = () => void credentials.refetch();
  const { visible } = arrangeColumns(credentialsColumns, url.tableProps.columnLayout);
  const columns = visible.map(({ id }) => id).join(",");
  const { sort: _, ...matching } = question;

  const checkSelected = ({ all, ids, clear }: DataTableSelection) => {
    check(all ? { matching, except: [...ids] } : { ids: [...ids] });
    clear();
  };

  return (
    <BeingChecked value={checks?.checking ?? nothing}>
      {checks ? <ChecksProgress checks={checks} onStop={stop} onDismiss={dismiss} /> : null}
      <DataTable
        label="Credentials"
        columns={credentialsColumns}
        mode="server"
        rows={rows}
        rowId={rowId}
        rowHref={({ tenantId }) => (tenantId === null ? undefined : paths.tenant(tenantId))}
        rowTone={({ id }) => (checks?.checking.has(id) ? "pending" : "normal")}
        rowActions={(credential) => (
          <RowActions
            credential={credential}
            organizations={known}
            onCheck={running ? undefined : () => check({ ids: [credential.id] })}
          />
        )}
        state={{
          loading: credentials.isPending,
          fetching: credentials.isFetching,
          error: tableError(credentials.error, "The credentials could not be read", refetch),
          empty: <NoCredentials />,
        }}
        search={url.searchProps("Search credentials", "Name, client or health:failing")}
        filters={credentialFilters(url, first?.facets, known)}
        toolbar={
          <>
            <ExportMenu addressOf={(format) => credentialsExportAddress({ ...question, format, columns })} />
            <ViewsMenu url={url} whole="All credentials" />
          </>
        }
        {...url.tableProps}
        selectionActions={
          mayCheck
            ? (selection) => (
                <CredentialsSelectionActions
                  selection={selection}
                  rows={rows}
                  onCheck={running ? undefined : () => checkSelected(selection)}
                />
              )
            : undefined
        }
        footer={{
          noun: { one: "credential", many: "credentials" },
          total: first?.unfilteredTotal ?? 0,
          shown: first?.total ?? undefined,
          asOf: first?.asOf,
          onRefresh: refetch,
        }}
        hasMore={credentials.hasNextPage}
        onEndReached={() => {
          if (!credentials.isFetching) void credentials.fetchNextPage();
        }}
      />
    </BeingChecked>
  );
}

const rowId = ({ id }: ListedCredential) => id;
const noOrganizations: Organization[] = [];
const nothing: ReadonlySet<string> = new Set();

interface RowActionsProps {
  readonly credential: ListedCredential;
  readonly organizations: readonly Organization[];
  readonly onCheck: (() => void) | undefined;
}

function RowActions({ credential, organizations, onCheck }: RowActionsProps) {
  const { tenantId, organizationId } = credential;
  if (tenantId !== null)
    return <CredentialRowMenu credential={{ ...credential, tenantId }} onCheck={onCheck} />;
  const organization = organizations.find(({ id }) => id === organizationId);
  return organization ? <OrganizationRowMenu organization={organization} onCheck={onCheck} /> : null;
}

function NoCredentials() {
  const mayConnect = useMay("admin");
  return (
    <EmptyState
      icon={KeyRound}
      title="Nothing is connected"
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
      One OAuth client shows every tenant of an organization; with one of a tenant the console sees its users
      and their tokens.
      {mayConnect ? null : " An administrator of this console can connect them."}
    </EmptyState>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableSelection } from "@/components/data-table/data-table-types";
import { LocalExportMenu } from "@/components/data-table/export-menu";
import { useFilteredRows } from "@/components/data-table/use-filtered-rows";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { ViewsMenu } from "@/components/data-table/views-menu";
import { tableError } from "@/components/problems/table-error";
import { useMay } from "@/components/providers/person";
import { useAllPages } from "@/components/providers/use-all-pages";
import { usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import type { AskedTokens } from "@/components/revocations/revoke-many-dialog";
import { NotConnected } from "@/components/tenants/not-connected";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { oauthTokensQuery } from "@/lib/client/queries/oauth-tokens";
import { userQuery } from "@/lib/client/queries/users";
import type { OAuthToken } from "@/lib/contracts/oauth-tokens";
import { oauthTokensColumns, userTokensColumns } from "./oauth-tokens-columns";
import { RevokeCell } from "./revoke-cell";
import { RevokeDialogs } from "./revoke-dialogs";
import { useRevocations } from "./use-revocations";
import { useUserNames } from "./use-user-names";

interface OAuthTokensTableProps {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly connected: boolean;
  /** Only this person's; the whole tenant's without. */
  readonly userId?: string | undefined;
}

const rowId = (token: OAuthToken) => token.id;
const valuesOf = { use: (token: OAuthToken) => (token.lastUsed === null ? "unused" : "used") };
const useOptions = [
  { value: "used", label: "Has been used" },
  { value: "unused", label: "No use known" },
];

/** OAuth tokens from Qlik itself, each with its way out. */
export function OAuthTokensTable({ tenantId, tenantName, connected, userId }: OAuthTokensTableProps) {
  const url = useTableUrlState({
    table: "oauth-tokens",
    filterIds: ["use"],
    defaultSorting: [{ id: "lastUsed", desc: true }],
  });
  const queryClient = useQueryClient();
  const tokens = usePagedQuery({ ...oauthTokensQuery(tenantId, userId), enabled: connected });
  useAllPages(tokens);
  const users = useUserNames(tenantId, connected);
  const revocations = useRevocations();
  const [asking, setAsking] = useState<OAuthToken>();
  const [askingMany, setAskingMany] = useState<AskedTokens>();
  const mayRevoke = useMay("operator");
  const all = usePageRows(tokens.data, rowId);
  const searchText = useMemo(
    () => (token: OAuthToken) =>
      [
        token.id,
        token.clientId,
        token.description,
        token.deviceType,
        token.userId,
        users(token.userId)?.name,
        users(token.userId)?.email,
      ].join("\n"),
    [users],
  );
  const rows = useFilteredRows({
    rows: all,
    search: url.search,
    selected: url.selected,
    valuesOf,
    searchText,
  });
  const columns = useMemo(
    () => (userId === undefined ? oauthTokensColumns(tenantId, users) : userTokensColumns(users)),
    [tenantId, userId, users],
  );

  const { of: revocationOf } = revocations;
  const actionsOf = useCallback(
    (token: OAuthToken) => (
      <RevokeCell token={token} revocation={revocationOf(token)} onRevoke={() => setAsking(token)} />
    ),
    [revocationOf],
  );

  function refresh() {
    revocations.forget();
    void tokens.refetch();
    // The head of the page says whether they may sign in, as of now too.
    if (userId !== undefined)
      void queryClient.invalidateQueries({ queryKey: userQuery(tenantId, userId).queryKey });
  }

  return (
    <>
      <DataTable
        label="OAuth tokens"
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowTone={(token) => (revocations.of(token) ? "gone" : "normal")}
        rowActions={mayRevoke ? actionsOf : undefined}
        rowActionsWidth={184}
        state={{
          loading: connected && tokens.isPending,
          fetching: tokens.isFetching,
          error: tableError(tokens.error, "The tokens could not be read", () => void tokens.refetch()),
          empty: connected ? (
            <NoTokens ofOneUser={userId !== undefined} />
          ) : (
            <NotConnected tenantId={tenantId} what="tokens" />
          ),
        }}
        search={url.searchProps("Search tokens", "Client, description, device…")}
        filters={[url.filterProps("use", "Use", useOptions)]}
        toolbar={
          <>
            <LocalExportMenu name="oauth-tokens" columns={columns} rows={rows} table={url.tableProps} />
            <ViewsMenu url={url} whole="All tokens" />
          </>
        }
        {...url.tableProps}
        selectionScope={`${url.search} ${url.selected.use.join()}`}
        selectionActions={
          mayRevoke
            ? (selection) => (
                <Button
                  size="sm"
                  variant="danger"
                  onClick={() => setAskingMany(askedOf(tenantId, rows, selection))}
                >
                  Revoke selected
                </Button>
              )
            : undefined
        }
        footer={
          connected
            ? {
                noun: { one: "token", many: "tokens" },
                total: all.length,
                shown: rows.length,
                asOf: tokens.data?.pages[0]?.asOf,
                onRefresh: refresh,
                cutNotice: tokens.hasNextPage ? "Reading more…" : undefined,
              }
            : undefined
        }
      />
      <RevokeDialogs
        one={{
          token: asking,
          owner: asking && users(asking.userId),
          clientName: asking && users.botOf(asking.clientId)?.name,
          tenantName,
          onClose: () => setAsking(undefined),
          revoke: revocations.revoke,
        }}
        many={{ asked: askingMany, onClose: () => setAskingMany(undefined) }}
      />
    </>
  );
}

/** What is selected among the rows that are there. */
function askedOf(
  tenantId: string,
  rows: readonly OAuthToken[],
  { all, ids }: DataTableSelection,
): AskedTokens {
  const tokenIds = rows.map(({ id }) => id).filter((id) => ids.has(id) !== all);
  return { selection: { kind: "tokens", tokens: [{ tenantId, tokenIds }] }, count: tokenIds.length };
}

const NoTokens = ({ ofOneUser }: { ofOneUser: boolean }) => (
  <EmptyState
    icon={KeyRound}
    title={ofOneUser ? "This user holds no OAuth tokens" : "This tenant has no OAuth tokens"}
  >
    There is nothing to revoke.
  </EmptyState>
);

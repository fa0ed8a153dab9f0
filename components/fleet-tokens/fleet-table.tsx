"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { arrangeColumns } from "@/components/data-table/arrange-columns";
import { DataTable } from "@/components/data-table/data-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { ViewsMenu } from "@/components/data-table/views-menu";
import { RevokeCell } from "@/components/oauth-tokens/revoke-cell";
import { RevokeDialogs } from "@/components/oauth-tokens/revoke-dialogs";
import { useRevocations } from "@/components/oauth-tokens/use-revocations";
import { tableError } from "@/components/problems/table-error";
import { useMay } from "@/components/providers/person";
import { usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import type { AskedTokens } from "@/components/revocations/revoke-many-dialog";
import { Button } from "@/components/ui/button";
import {
  fleetExportAddress,
  fleetFilterIds,
  fleetQuestion,
  fleetTokensQuery,
  largestGroupsQuery,
} from "@/lib/client/queries/fleet-tokens";
import { organizationsQuery } from "@/lib/client/queries/organizations";
import type { FleetToken, TokenGroup, TokenGrouping } from "@/lib/contracts/fleet-tokens";
import { askedTokens, rowIdOf } from "./asked-tokens";
import { fleetTokenColumns } from "./fleet-columns";
import { fleetFilters } from "./fleet-filters";
import { NoFleetTokens } from "./no-fleet-tokens";
import { useTokenInventory } from "./use-token-inventory";

const noGroups: readonly TokenGroup[] = [];

/** Every token of every connected tenant; search, filters, sorting and columns live in the address. */
export function FleetTable() {
  const url = useTableUrlState({
    table: "fleet-tokens",
    filterIds: fleetFilterIds,
    defaultSorting: [{ id: "lastUsed", desc: true }],
  });
  const question = fleetQuestion({ ...url.selected, search: url.settledSearch, sort: url.sort });
  const { inventory } = useTokenInventory();
  const tokens = usePagedQuery(
    { ...fleetTokensQuery(question), placeholderData: keepPreviousData },
    inventory,
  );
  const rows = usePageRows(tokens.data, rowIdOf);
  const { data: organizations } = useQuery(organizationsQuery());
  const largest = {
    person: useLargest("person"),
    client: useLargest("client"),
    tenant: useLargest("tenant"),
  };
  const revocations = useRevocations();
  const [asking, setAsking] = useState<FleetToken>();
  const [askingMany, setAskingMany] = useState<AskedTokens>();
  const mayRevoke = useMay("operator");
  const { of: revocationOf } = revocations;
  const actionsOf = useCallback(
    (token: FleetToken) =>
      token.goneAt ? null : (
        <RevokeCell brief token={token} revocation={revocationOf(token)} onRevoke={() => setAsking(token)} />
      ),
    [revocationOf],
  );
  const first = tokens.data?.pages[0];
  const refetch = () => void tokens.refetch();
  const { visible } = arrangeColumns(fleetTokenColumns, url.tableProps.columnLayout);
  const columns = visible.map(({ id }) => id).join(",");

  return (
    <>
      <DataTable
        label="OAuth tokens"
        mode="server"
        columns={fleetTokenColumns}
        rows={rows}
        rowId={rowIdOf}
        rowTone={(token) => (revocations.of(token) || token.goneAt ? "gone" : "normal")}
        rowActions={mayRevoke ? actionsOf : undefined}
        rowActionsWidth={112}
        state={{
          loading: tokens.isPending,
          fetching: tokens.isFetching,
          error: tableError(tokens.error, "The tokens could not be read", refetch),
          empty: <NoFleetTokens inventory={inventory} />,
        }}
        search={url.searchProps("Search tokens", "User, client, tenant…")}
        filters={fleetFilters(url, first?.facets, largest, organizations?.data ?? [])}
        toolbar={
          <>
            <ExportMenu addressOf={(format) => fleetExportAddress({ ...question, format, columns })} />
            <ViewsMenu url={url} whole="All tokens" />
          </>
        }
        {...url.tableProps}
        selectionActions={
          mayRevoke
            ? (selection) => (
                <Button
                  size="sm"
                  variant="danger"
                  onClick={() =>
                    setAskingMany(askedTokens(question, selection, first?.totalIsLeast ?? false))
                  }
                >
                  Revoke selected
                </Button>
              )
            : undefined
        }
        hasMore={tokens.hasNextPage}
        onEndReached={() => {
          if (!tokens.isFetching) void tokens.fetchNextPage();
        }}
        footer={{
          noun: { one: "token", many: "tokens" },
          total: first?.unfilteredTotal ?? 0,
          shown: first?.total ?? undefined,
          shownIsLeast: first?.totalIsLeast,
          asOf: inventory?.oldest ?? undefined,
          onRefresh: () => {
            revocations.forget();
            refetch();
          },
        }}
      />
      <RevokeDialogs
        one={{
          token: asking,
          owner: asking && { name: asking.userName, email: asking.userEmail },
          clientName: asking?.clientName ?? undefined,
          tenantName: asking?.tenantName ?? "",
          onClose: () => setAsking(undefined),
          revoke: revocations.revoke,
        }}
        many={{ asked: askingMany, onClose: () => setAskingMany(undefined) }}
      />
    </>
  );
}

const useLargest = (by: TokenGrouping): readonly TokenGroup[] =>
  useQuery({ ...largestGroupsQuery(by), placeholderData: keepPreviousData }).data?.data ?? noGroups;

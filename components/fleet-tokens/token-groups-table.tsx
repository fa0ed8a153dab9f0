"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { tableError } from "@/components/problems/table-error";
import { useMay } from "@/components/providers/person";
import { usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { type AskedTokens, RevokeManyDialog } from "@/components/revocations/revoke-many-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Identifier } from "@/components/ui/identifier";
import { paths } from "@/lib/client/paths";
import { tokenGroupsQuery } from "@/lib/client/queries/fleet-tokens";
import type { TokenGroup, TokenGrouping } from "@/lib/contracts/fleet-tokens";
import type { AskedSelection } from "@/lib/contracts/revocations";
import { NoFleetTokens } from "./no-fleet-tokens";
import { useTokenInventory } from "./use-token-inventory";

const words = {
  person: { label: "Tokens by user", search: "Search users", header: "User", filter: "user" },
  client: { label: "Tokens by client", search: "Search clients", header: "Client", filter: "client" },
  tenant: { label: "Tokens by tenant", search: "Search tenants", header: "Tenant", filter: "tenant" },
} as const;
const nouns = {
  person: { one: "user", many: "users" },
  client: { one: "client", many: "clients" },
  tenant: { one: "tenant", many: "tenants" },
} as const;

const rowId = ({ key }: TokenGroup) => key;
/** All of them, wherever they are now: who is named is read from Qlik. */
const selectionOf: Readonly<Record<TokenGrouping, (key: string) => AskedSelection>> = {
  person: (personKey) => ({ kind: "person", personKey }),
  client: (clientId) => ({ kind: "client", clientId }),
  tenant: (tenantId) => ({ kind: "tenant", tenantId }),
};

const count = new Intl.NumberFormat("en-US");

/** How many tokens each person, client or tenant has, and the way to take all of them away. */
export function TokenGroupsTable({ by }: { by: TokenGrouping }) {
  const { label, search, filter } = words[by];
  const url = useTableUrlState({ table: `token-groups-${by}`, filterIds: [], defaultSorting: [] });
  const { inventory } = useTokenInventory();
  const groups = usePagedQuery(
    { ...tokenGroupsQuery(by, url.settledSearch), placeholderData: keepPreviousData },
    inventory,
  );
  const rows = usePageRows(groups.data, rowId);
  const [asked, setAsked] = useState<AskedTokens>();
  const mayRevoke = useMay("operator");
  const refetch = () => void groups.refetch();
  const total = groups.data?.pages[0]?.total ?? 0;
  return (
    <>
      <DataTable
        label={label}
        mode="server"
        columns={columns[by]}
        rows={rows}
        rowId={rowId}
        rowHref={({ key }) => paths.tokensOf({ [filter]: key })}
        rowActions={
          mayRevoke
            ? ({ key, tokens }) =>
                // Where Qlik does not say whose tokens are, there is nobody of whom they could be taken.
                key === "" ? null : (
                  <Button
                    size="sm"
                    variant="danger-ghost"
                    onClick={() => setAsked({ count: tokens, selection: selectionOf[by](key) })}
                  >
                    {tokens === 1 ? "Revoke 1" : `Revoke all ${count.format(tokens)}`}
                  </Button>
                )
            : undefined
        }
        rowActionsWidth={152}
        state={{
          loading: groups.isPending,
          fetching: groups.isFetching,
          error: tableError(groups.error, "The tokens could not be read", refetch),
          empty: <NoFleetTokens inventory={inventory} />,
        }}
        search={url.searchProps(search)}
        {...url.tableProps}
        hasMore={groups.hasNextPage}
        onEndReached={() => {
          if (!groups.isFetching) void groups.fetchNextPage();
        }}
        footer={{
          noun: nouns[by],
          total,
          shown: total,
          asOf: inventory?.oldest ?? undefined,
          onRefresh: refetch,
        }}
      />
      <RevokeManyDialog asked={asked} onClose={() => setAsked(undefined)} />
    </>
  );
}

const name = (header: string, identifier: string): DataTableColumn<TokenGroup> => ({
  id: "name",
  header,
  minWidth: 220,
  grow: 2,
  cell: ({ key, name: known }) =>
    known ? (
      <BidiText className="font-medium">{known}</BidiText>
    ) : (
      <Identifier value={key} label={identifier} copy={false} />
    ),
});

const key = (header: string, identifier: string): DataTableColumn<TokenGroup> => ({
  id: "key",
  header,
  minWidth: 300,
  grow: 2,
  card: "subtitle",
  cell: ({ key: value }) =>
    value.includes("@") ? <BidiText>{value}</BidiText> : <Identifier value={value} label={identifier} full />,
});

const tokens: DataTableColumn<TokenGroup> = {
  id: "tokens",
  header: "Tokens",
  width: 112,
  align: "end",
  card: "badge",
  cell: (group) => count.format(group.tokens),
};

const tenants: DataTableColumn<TokenGroup> = {
  id: "tenants",
  header: "Tenants",
  width: 112,
  align: "end",
  cell: (group) => count.format(group.tenants),
};

const columns: Readonly<Record<TokenGrouping, readonly DataTableColumn<TokenGroup>[]>> = {
  person: [name(words.person.header, "user ID"), key("Email or ID", "user ID"), tokens, tenants],
  client: [name(words.client.header, "client ID"), key("Client ID", "client ID"), tokens, tenants],
  tenant: [name(words.tenant.header, "tenant ID"), key("Tenant ID", "tenant ID"), tokens],
};

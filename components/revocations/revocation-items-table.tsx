"use client";

import { KeyRound } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { tableError } from "@/components/problems/table-error";
import { usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { BidiText } from "@/components/ui/bidi-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { PersonName } from "@/components/users/person-name";
import { isAtWork, itemsLookEveryMs, revocationItemsQuery } from "@/lib/client/queries/revocations";
import type { Revocation, RevocationItem, RevocationItemState } from "@/lib/contracts/revocations";
import { revocationItemStates } from "@/lib/contracts/revocations";

const states: Record<RevocationItemState, { tone: Tone; word: string }> = {
  "left-out": { tone: "neutral", word: "Left out" },
  pending: { tone: "neutral", word: "To do" },
  sent: { tone: "info", word: "Revoking…" },
  revoked: { tone: "success", word: "Revoked" },
  "already-gone": { tone: "neutral", word: "Already gone" },
  failed: { tone: "danger", word: "Failed" },
  unknown: { tone: "warning", word: "Not known" },
  cancelled: { tone: "neutral", word: "Cancelled" },
};
const options = revocationItemStates.map((value) => ({ value, label: states[value].word }));

const columns: readonly DataTableColumn<RevocationItem>[] = [
  {
    id: "tokenId",
    header: "Token",
    minWidth: 160,
    hideable: false,
    cell: ({ tokenId }) => <Identifier value={tokenId} label="token ID" />,
  },
  {
    id: "state",
    header: "Status",
    width: 136,
    card: "badge",
    cell: ({ state }) => <Status tone={states[state].tone}>{states[state].word}</Status>,
  },
  {
    id: "user",
    header: "User",
    minWidth: 240,
    card: "subtitle",
    cell: ({ userName, userEmail, userId }) => (
      <PersonName person={{ id: userId, name: userName, email: userEmail }} />
    ),
  },
  { id: "tenant", header: "Tenant", minWidth: 140, cell: ({ tenantName }) => <Text>{tenantName}</Text> },
  {
    id: "client",
    header: "Client",
    minWidth: 120,
    cell: ({ clientId }) =>
      clientId ? <Identifier value={clientId} label="client ID" /> : <Text>{null}</Text>,
  },
  {
    id: "lastUsed",
    header: "Last used",
    width: 120,
    cell: ({ lastUsed }) => <RelativeTime value={lastUsed} fallback="No use known" />,
  },
  {
    id: "description",
    header: "Description",
    minWidth: 140,
    cell: ({ description }) => <Text>{description}</Text>,
  },
  {
    id: "message",
    header: "What happened",
    minWidth: 200,
    grow: 2,
    cell: ({ message }) => <Text>{message}</Text>,
  },
  {
    id: "endedAt",
    header: "When",
    width: 120,
    cell: ({ endedAt }) => <RelativeTime value={endedAt} fallback="—" />,
  },
];

const rowId = ({ position }: RevocationItem) => String(position);

/** Each token of a revocation and what became of it. */
export function RevocationItemsTable({ revocation }: { revocation: Revocation }) {
  const url = useTableUrlState({ table: "revocation-items", filterIds: ["state"], defaultSorting: [] });
  const selected = revocationItemStates.find((state) => state === url.selected.state?.[0]);
  const items = usePagedQuery({
    ...revocationItemsQuery(revocation.id, selected),
    // Until the tokens themselves came with its end: whoever asks for the revocation alone may know of it before.
    refetchInterval: ({ state: { data } }) =>
      isAtWork(data?.pages.at(-1)?.revocation ?? revocation) || isAtWork(revocation)
        ? itemsLookEveryMs(data?.pages.length ?? 1)
        : false,
  });
  const rows = usePageRows(items.data, rowId);
  const total = revocation.counts.total + revocation.counts.leftOut;
  return (
    <DataTable
      label="Tokens of the revocation"
      mode="server"
      columns={columns}
      rows={rows}
      rowId={rowId}
      state={{
        loading: items.isPending,
        fetching: items.isFetching,
        error: tableError(items.error, "The tokens could not be read", () => void items.refetch()),
        empty: <EmptyState icon={KeyRound} title="It has no tokens" />,
      }}
      filters={[url.filterProps("state", "Status", options)]}
      {...url.tableProps}
      hasMore={items.hasNextPage}
      onEndReached={() => {
        if (!items.isFetching) void items.fetchNextPage();
      }}
      footer={{
        noun: { one: "token", many: "tokens" },
        total,
        shown: selected ? rows.length : total,
        asOf: items.data?.pages[0]?.asOf,
        onRefresh: () => void items.refetch(),
        cutNotice: items.hasNextPage && selected ? "More below" : undefined,
      }}
    />
  );
}

const Text = ({ children }: { children: string | null }) =>
  children ? <BidiText>{children}</BidiText> : <span className="text-text-faint">—</span>;

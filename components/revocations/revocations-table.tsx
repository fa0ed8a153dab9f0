"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { ShieldX } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { back, dateFilter, pastTimes } from "@/components/data-table/period-options";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { tableError } from "@/components/problems/table-error";
import { byId, usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { BidiText } from "@/components/ui/bidi-text";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/client/paths";
import { revocationsQuery } from "@/lib/client/queries/revocations";
import type { Revocation } from "@/lib/contracts/revocations";
import { RevocationStatus } from "./revocation-status";
import { numberWord } from "./tokens-word";

const count = (
  id: "revoked" | "alreadyGone" | "failed" | "unknown",
  header: string,
  width: number,
): DataTableColumn<Revocation> => ({
  id,
  header,
  width,
  align: "end",
  cell: ({ counts }) => numberWord(counts[id]),
});

const columns: readonly DataTableColumn<Revocation>[] = [
  {
    id: "selection",
    header: "What",
    minWidth: 200,
    grow: 2,
    hideable: false,
    // One box, so that what does not fit is cut off at its end: that it is paused says the status.
    cell: ({ selection, pausedBecause }) => (
      <span className="min-w-0 sm:truncate">
        <BidiText wrap className="font-medium">
          {selection}
        </BidiText>
        {pausedBecause === null ? null : (
          <span className="text-text-muted">
            {" · "}
            <BidiText wrap>{pausedBecause}</BidiText>
          </span>
        )}
      </span>
    ),
  },
  {
    id: "state",
    header: "Status",
    width: 184,
    card: "badge",
    cell: (revocation) => <RevocationStatus revocation={revocation} />,
  },
  { id: "total", header: "Tokens", width: 80, align: "end", cell: ({ counts }) => numberWord(counts.total) },
  count("revoked", "Revoked", 88),
  count("alreadyGone", "Already gone", 108),
  count("failed", "Failed", 76),
  count("unknown", "Not known", 96),
  {
    id: "person",
    header: "Who",
    minWidth: 128,
    card: "subtitle",
    cell: ({ person, takenOver }) => (
      <span className="min-w-0 sm:truncate">
        <BidiText wrap>{person.name || person.email}</BidiText>
        {takenOver ? (
          <>
            , taken over by <BidiText wrap>{takenOver.person.name || takenOver.person.email}</BidiText>
          </>
        ) : null}
      </span>
    ),
  },
  {
    id: "reason",
    header: "Reason",
    minWidth: 128,
    cell: ({ reason }) =>
      reason ? <BidiText>{reason}</BidiText> : <span className="text-text-faint">—</span>,
  },
  {
    id: "startedAt",
    header: "Started",
    width: 112,
    cell: ({ startedAt }) => <RelativeTime value={startedAt} />,
  },
];

/** Revocations of many tokens, newest first. */
export function RevocationsTable() {
  const url = useTableUrlState({ table: "revocations", filterIds: ["when"] });
  const when = url.selected.when.join(",");
  const revocations = usePagedQuery({ ...revocationsQuery(when), placeholderData: keepPreviousData });
  const first = revocations.data?.pages[0];
  const rows = usePageRows(revocations.data, byId);
  return (
    <DataTable
      label="Revocations"
      mode="server"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowHref={({ id }) => paths.revocation(id)}
      state={{
        loading: revocations.isPending,
        fetching: revocations.isFetching,
        error: tableError(
          revocations.error,
          "The revocations could not be read",
          () => void revocations.refetch(),
        ),
        empty: when ? (
          <EmptyState icon={ShieldX} title="No revocations match">
            None was started in these days.
          </EmptyState>
        ) : (
          <EmptyState icon={ShieldX} title="Nothing has been revoked in bulk yet">
            Open the tokens of a tenant or a user, select some, and press “Revoke selected”.
          </EmptyState>
        ),
      }}
      filters={[url.filterProps("when", "Started", pastTimes(), dateFilter(back))]}
      {...url.tableProps}
      hasMore={revocations.hasNextPage}
      onEndReached={() => {
        if (!revocations.isFetching) void revocations.fetchNextPage();
      }}
      footer={{
        noun: { one: "revocation", many: "revocations" },
        total: first?.total ?? rows.length,
        shown: first?.total ?? rows.length,
        asOf: first?.asOf,
        onRefresh: () => void revocations.refetch(),
      }}
    />
  );
}

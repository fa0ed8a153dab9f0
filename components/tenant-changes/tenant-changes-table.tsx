"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { History } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { back, dateFilter, pastTimes } from "@/components/data-table/period-options";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { tableError } from "@/components/problems/table-error";
import { byId, usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { tenantChangesQuery } from "@/lib/client/queries/tenant-changes";
import { tenantChangesColumns } from "./tenant-changes-columns";

/** What was found to be other than before, newest first. */
export function TenantChangesTable({ tenantId, firstSeenAt }: { tenantId: string; firstSeenAt: string }) {
  const url = useTableUrlState({ table: "tenant-changes", filterIds: ["when"] });
  const when = url.selected.when.join(",");
  const changes = usePagedQuery({ ...tenantChangesQuery(tenantId, when), placeholderData: keepPreviousData });
  const first = changes.data?.pages[0];
  const rows = usePageRows(changes.data, byId);
  return (
    <DataTable
      label="History"
      mode="server"
      columns={tenantChangesColumns}
      rows={rows}
      rowId={({ id }) => id}
      state={{
        loading: changes.isPending,
        fetching: changes.isFetching,
        error: tableError(changes.error, "The history could not be read", () => void changes.refetch()),
        empty: when ? (
          <EmptyState icon={History} title="No changes match">
            No sync found a change in these days.
          </EmptyState>
        ) : (
          <EmptyState icon={History} title="Nothing has changed">
            This tenant was first seen <RelativeTime value={firstSeenAt} />. When a sync finds its name,
            hostnames, status, license or deletion date changed, it stands here with before and after.
          </EmptyState>
        ),
      }}
      filters={[url.filterProps("when", "When", pastTimes(), dateFilter(back))]}
      {...url.tableProps}
      hasMore={changes.hasNextPage}
      onEndReached={() => {
        if (!changes.isFetching) void changes.fetchNextPage();
      }}
      footer={{
        noun: { one: "change", many: "changes" },
        total: first?.total ?? rows.length,
        shown: first?.total ?? rows.length,
        asOf: first?.asOf,
        onRefresh: () => void changes.refetch(),
      }}
    />
  );
}

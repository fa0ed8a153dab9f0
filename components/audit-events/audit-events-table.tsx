"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { back, dateFilter, pastTimes } from "@/components/data-table/period-options";
import { useAddress } from "@/components/data-table/use-address";
import { useTableUrlState } from "@/components/data-table/use-table-url-state";
import { tableError } from "@/components/problems/table-error";
import { byId, usePageRows } from "@/components/providers/use-page-rows";
import { usePagedQuery } from "@/components/providers/use-paged-query";
import { EmptyState } from "@/components/ui/empty-state";
import { late } from "@/components/ui/late";
import { useWanted } from "@/components/ui/use-wanted";
import { writeAddress } from "@/lib/client/address";
import { auditEventsQuery, auditEventsQuestion } from "@/lib/client/queries/audit-events";
import { acts, auditActions } from "@/lib/contracts/acts";
import { type AuditEvent, auditOutcomes } from "@/lib/contracts/audit-events";
import { auditEventsColumns } from "./audit-events-columns";
import { outcomeWords } from "./audit-words";
import { ExportMenu } from "./export-menu";
import { UnknownFilters } from "./unknown-filters";

const filterIds = ["when", "person", "action", "tenant", "outcome", "user", "client", "request"] as const;
const inTheAddress = [...filterIds, "search", "sort", "columns", "view", "entry"];

const oneEntry = late(() => import("./audit-event-drawer"));

/** Filters of links, offered only where one is set. */
const rare = [
  { id: "user", label: "User" },
  { id: "client", label: "Client" },
  { id: "request", label: "Request" },
] as const;

/** Who did what, newest first; filters and the open entry live in the address. */
export function AuditEventsTable() {
  const url = useTableUrlState({ table: "activity", filterIds });
  const read = useAddress();
  const entry = read("entry");
  const close = () => writeAddress({ entry: null });
  const drawer = useWanted(oneEntry, entry !== null, close);
  const question = auditEventsQuestion({ ...url.selected, search: url.settledSearch });
  const events = usePagedQuery({ ...auditEventsQuery(question), placeholderData: keepPreviousData });
  const first = events.data?.pages[0];
  const rows = usePageRows(events.data, byId);
  const counted = first?.total ?? rows.length;
  const filtering = Object.values(question).some(Boolean);

  return (
    <>
      <UnknownFilters known={inTheAddress} />
      <DataTable
        label="Activity"
        mode="server"
        columns={auditEventsColumns}
        rows={rows}
        rowId={({ id }) => id}
        rowHref={({ id }) => hrefOf(question, id)}
        rowTone={({ id }) => (id === entry ? "selected" : "normal")}
        state={{
          loading: events.isPending,
          fetching: events.isFetching,
          error: tableError(events.error, "The activity could not be read", () => void events.refetch()),
          empty: filtering ? (
            <EmptyState icon={ScrollText} title="No entries match">
              Nothing that is kept here was done by these people, in these days, on these things.
            </EmptyState>
          ) : (
            <EmptyState icon={ScrollText} title="Nothing has been done yet" />
          ),
        }}
        search={url.searchProps("Search activity", "Person, client, tenant, reason")}
        filters={[
          url.filterProps("when", "When", pastTimes(), dateFilter(back)),
          url.filterProps("person", "Person", peopleOptions(first?.people ?? [], rows)),
          url.filterProps(
            "action",
            "Action",
            auditActions.map((value) => ({ value, label: acts[value].words })),
          ),
          url.filterProps("tenant", "Tenant", tenantOptions(rows)),
          url.filterProps(
            "outcome",
            "Outcome",
            auditOutcomes.map((value) => ({ value, label: outcomeWords[value].word })),
          ),
          ...rare.flatMap(({ id, label }) =>
            url.selected[id].length > 0 ? [url.filterProps(id, label, [])] : [],
          ),
        ]}
        {...url.tableProps}
        toolbar={<ExportMenu question={question} />}
        hasMore={events.hasNextPage}
        onEndReached={() => {
          if (!events.isFetching) void events.fetchNextPage();
        }}
        footer={{
          noun: { one: "entry", many: "entries" },
          total: counted,
          shown: counted,
          asOf: first?.asOf,
          onRefresh: () => void events.refetch(),
          cutNotice: first?.total === null && events.hasNextPage ? "There are more: scroll on" : undefined,
        }}
      />
      {drawer ? <drawer.AuditEventDrawer eventId={entry} search={url.settledSearch} onClose={close} /> : null}
    </>
  );
}

/** The same list with one entry open. */
function hrefOf(question: Readonly<Record<string, string>>, id: string): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...question, entry: id })) if (value) search.set(name, value);
  return `/activity?${search}`;
}

function peopleOptions(people: readonly { id: string; name: string }[], rows: readonly AuditEvent[]) {
  const names = new Map(rows.flatMap(({ actor }) => (actor.id === null ? [] : [[actor.id, actor.name]])));
  for (const { id, name } of people) names.set(id, name);
  return [...names].map(([value, label]) => ({ value, label }));
}

/** Tenants of the rows at hand: a list of all would be too long to choose from. */
function tenantOptions(rows: readonly AuditEvent[]) {
  const names = new Map(
    rows.flatMap(({ tenantId, tenantName }) => (tenantId ? [[tenantId, tenantName ?? tenantId]] : [])),
  );
  return [...names].map(([value, label]) => ({ value, label }));
}

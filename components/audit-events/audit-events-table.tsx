"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { tableError } from "@/components/problems/table-error";
import { BidiText } from "@/components/ui/bidi-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { auditEventsQuery } from "@/lib/client/queries/audit-events";
import type { AuditAction, AuditEvent, AuditOutcome } from "@/lib/contracts/audit-events";

const actions: Record<AuditAction, string> = {
  "administrator.create": "Made the first administrator",
  "session.sign-in": "Signed in",
  "session.sign-in-refused": "Was refused at sign-in",
  "session.sign-out": "Signed out",
  "organization.connect": "Connected an organization",
  "organization.change": "Changed an organization",
  "organization.remove": "Removed an organization",
  "organization.verify": "Checked an organization",
  "organization.sync": "Read an organization's tenants",
  "tenant.connect": "Connected a tenant",
  "credential.replace": "Replaced a credential",
  "credential.remove": "Removed a credential",
  "credential.verify": "Checked a credential",
  "oauth-token.revoke": "Revoked a token",
  "audit.begin-chain": "Began to chain the log",
  "audit.export": "Exported the log",
  "audit.archive": "Archived old entries",
};

const outcomes: Record<AuditOutcome, { tone: Tone; word: string }> = {
  succeeded: { tone: "success", word: "Succeeded" },
  "already-gone": { tone: "neutral", word: "Already gone" },
  failed: { tone: "danger", word: "Failed" },
  unknown: { tone: "warning", word: "Not known" },
};

const columns: readonly DataTableColumn<AuditEvent>[] = [
  { id: "at", header: "When", width: 128, hideable: false, cell: ({ at }) => <RelativeTime value={at} /> },
  {
    id: "actor",
    header: "Who",
    minWidth: 132,
    card: "subtitle",
    cell: ({ actor }) => <BidiText>{actor.name}</BidiText>,
  },
  { id: "action", header: "Action", minWidth: 184, cell: ({ action }) => actions[action] },
  { id: "object", header: "On", minWidth: 152, grow: 2, cell: (event) => <AuditObject event={event} /> },
  { id: "tenant", header: "Tenant", minWidth: 140, cell: ({ tenantName }) => <Text>{tenantName}</Text> },
  {
    id: "outcome",
    header: "Outcome",
    width: 124,
    card: "badge",
    cell: ({ outcome }) => <Status tone={outcomes[outcome].tone}>{outcomes[outcome].word}</Status>,
  },
  { id: "detail", header: "Detail", minWidth: 200, grow: 3, cell: ({ detail }) => <Text>{detail}</Text> },
  {
    id: "qlik",
    header: "Qlik's trace",
    width: 168,
    defaultHidden: true,
    cell: ({ qlik }) =>
      qlik?.traceId ? <Identifier value={qlik.traceId} label="trace ID" /> : <Text>{null}</Text>,
  },
  {
    id: "requestId",
    header: "Request",
    width: 168,
    defaultHidden: true,
    cell: ({ requestId }) => <Identifier value={requestId} label="request ID" />,
  },
];

/** Who did what, newest first. */
export function AuditEventsTable() {
  const events = useInfiniteQuery(auditEventsQuery());
  const first = events.data?.pages[0];
  const rows = events.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <DataTable
      label="Activity"
      mode="server"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      state={{
        loading: events.isPending,
        fetching: events.isFetching,
        error: tableError(events.error, "The activity could not be read", () => void events.refetch()),
        empty: <EmptyState icon={ScrollText} title="Nothing has been done yet" />,
      }}
      hasMore={events.hasNextPage}
      onEndReached={() => {
        if (!events.isFetching) void events.fetchNextPage();
      }}
      footer={{
        noun: { one: "entry", many: "entries" },
        total: first?.total ?? rows.length,
        shown: first?.total ?? rows.length,
        asOf: first?.asOf,
        onRefresh: () => void events.refetch(),
      }}
    />
  );
}

function AuditObject({ event: { object } }: { event: AuditEvent }) {
  if (!object) return <Text>{null}</Text>;
  if (object.name === object.id) return <Identifier value={object.id} label={`${object.type} ID`} />;
  return <BidiText>{object.name}</BidiText>;
}

const Text = ({ children }: { children: string | null }) =>
  children ? <BidiText>{children}</BidiText> : <span className="text-text-faint">—</span>;

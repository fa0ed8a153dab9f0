import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { BidiText } from "@/components/ui/bidi-text";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { acts } from "@/lib/contracts/acts";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import { personWords } from "@/lib/contracts/person-words";
import { endOf, tokensWords } from "./audit-words";

export const auditEventsColumns: readonly DataTableColumn<AuditEvent>[] = [
  { id: "at", header: "When", width: 128, hideable: false, cell: ({ at }) => <RelativeTime value={at} /> },
  {
    id: "actor",
    header: "Who",
    minWidth: 132,
    card: "subtitle",
    cell: ({ actor }) => <BidiText>{actor.name}</BidiText>,
  },
  { id: "action", header: "Action", minWidth: 184, cell: ({ action }) => acts[action].words },
  { id: "object", header: "On", minWidth: 152, grow: 2, cell: (event) => <AuditObject event={event} /> },
  {
    id: "owner",
    header: "Whose token",
    minWidth: 168,
    grow: 2,
    cell: ({ owner }) => <Text>{owner?.user ? personWords(owner.user) : null}</Text>,
  },
  { id: "tenant", header: "Tenant", minWidth: 140, cell: ({ tenantName }) => <Text>{tenantName}</Text> },
  {
    id: "outcome",
    header: "Outcome",
    width: 124,
    card: "badge",
    cell: (event) => <Status tone={endOf(event).tone}>{endOf(event).word}</Status>,
  },
  { id: "detail", header: "Detail", minWidth: 200, grow: 3, cell: (event) => <Text>{detailOf(event)}</Text> },
  {
    id: "client",
    header: "Client",
    minWidth: 140,
    defaultHidden: true,
    cell: ({ owner }) => <Text>{owner?.client ? owner.client.name || owner.client.id : null}</Text>,
  },
  {
    id: "reason",
    header: "Reason",
    minWidth: 160,
    grow: 2,
    defaultHidden: true,
    cell: ({ reason }) => <Text>{reason}</Text>,
  },
  {
    id: "address",
    header: "From",
    width: 136,
    defaultHidden: true,
    cell: ({ address }) => <Text>{address}</Text>,
  },
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

const detailOf = ({ tokens, outcome, detail }: AuditEvent) =>
  tokens && outcome === "succeeded" ? tokensWords(tokens) : detail;

export function AuditObject({ event: { object } }: { event: AuditEvent }) {
  if (!object) return <Text>{null}</Text>;
  if (object.name === object.id) return <Identifier value={object.id} label={`${object.type} ID`} />;
  return <BidiText>{object.name}</BidiText>;
}

const Text = ({ children }: { children: string | null }) =>
  children ? <BidiText>{children}</BidiText> : <span className="text-text-faint">—</span>;

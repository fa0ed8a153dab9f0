import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { BidiText } from "@/components/ui/bidi-text";
import { Hostname } from "@/components/ui/hostname";
import { Identifier } from "@/components/ui/identifier";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { paths } from "@/lib/client/paths";
import type { ConnectionDraftRow, RowState } from "@/lib/contracts/connection-drafts";

const stateWords: Record<RowState, { tone: Tone; word: string }> = {
  ready: { tone: "neutral", word: "Ready" },
  checking: { tone: "info", word: "Checking…" },
  failed: { tone: "danger", word: "Failed" },
  stored: { tone: "success", word: "Connected" },
};

export const draftColumns: readonly DataTableColumn<ConnectionDraftRow>[] = [
  {
    id: "hostname",
    header: "Hostname",
    minWidth: 220,
    sortValue: ({ hostname }) => hostname,
    cell: ({ hostname }) => <Hostname value={hostname || "—"} copy={false} />,
  },
  { id: "line", header: "Line", width: 72, sortValue: ({ line }) => line, cell: ({ line }) => line },
  {
    id: "tenant",
    header: "Tenant",
    minWidth: 140,
    card: "subtitle",
    sortValue: ({ tenantName }) => tenantName,
    cell: (row) => <TenantName row={row} />,
  },
  {
    id: "clientId",
    header: "Client ID",
    width: 148,
    cell: ({ clientId }) =>
      clientId ? <Identifier value={clientId} label="client ID" copy={false} /> : <None />,
  },
  {
    id: "state",
    header: "State",
    width: 124,
    card: "badge",
    sortValue: ({ state }) => state,
    cell: ({ state }) => (
      <Status tone={stateWords[state].tone} {...(state === "checking" ? { icon: <Spinner /> } : {})}>
        {stateWords[state].word}
      </Status>
    ),
  },
  {
    id: "problem",
    header: "Why",
    minWidth: 240,
    grow: 3,
    sortValue: ({ problem }) => problem?.message,
    cell: ({ problem }) =>
      problem ? (
        <span
          title={[problem.message, problem.advice].filter(Boolean).join(" ")}
          className="line-clamp-2 whitespace-normal leading-4"
        >
          {problem.message} <span className="text-text-muted">{problem.advice}</span>
        </span>
      ) : (
        <None />
      ),
  },
];

function TenantName({ row: { tenantId, tenantName, state } }: { row: ConnectionDraftRow }) {
  if (tenantId === null) return <span className="text-text-muted">Not listed yet</span>;
  const name = <BidiText>{tenantName ?? tenantId}</BidiText>;
  return state === "stored" ? (
    <Link alone href={paths.tenant(tenantId)} className="min-w-0 truncate">
      {name}
    </Link>
  ) : (
    name
  );
}

const None = () => <span className="text-text-faint">—</span>;

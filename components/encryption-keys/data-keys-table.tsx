import { KeyRound } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { tableError } from "@/components/problems/table-error";
import { EmptyState } from "@/components/ui/empty-state";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { EncryptionKeys } from "@/lib/contracts/encryption-keys";
import { momentOf } from "@/lib/contracts/instants";

type DataKey = EncryptionKeys["dataKeys"][number];

const columns: readonly DataTableColumn<DataKey>[] = [
  {
    id: "id",
    header: "Key",
    minWidth: 160,
    grow: 1,
    hideable: false,
    cell: ({ id }) => <Identifier value={id} label="key ID" />,
  },
  {
    id: "purpose",
    header: "For",
    minWidth: 120,
    grow: 1,
    card: "subtitle",
    sortValue: ({ purpose }) => purpose,
    cell: ({ purpose }) => (purpose === "secrets" ? "Secrets" : "Activity log"),
  },
  {
    id: "state",
    header: "State",
    minWidth: 144,
    grow: 1,
    card: "badge",
    cell: (key) => <State dataKey={key} />,
  },
  {
    id: "createdAt",
    header: "Made",
    width: 144,
    sortValue: ({ createdAt }) => momentOf(createdAt),
    exportValue: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
  },
  {
    id: "records",
    header: "Secrets",
    width: 136,
    sortValue: ({ records }) => records ?? -1,
    cell: ({ records }) => records ?? <span className="text-text-faint">—</span>,
  },
];

interface DataKeysTableProps {
  readonly keys: readonly DataKey[];
  readonly error: Error | null;
  readonly fetching: boolean;
  readonly onRefresh: () => void;
}

/** Every data key there has been, newest first. */
export function DataKeysTable({ keys, error, fetching, onRefresh }: DataKeysTableProps) {
  return (
    <DataTable
      label="Data keys"
      columns={columns}
      rows={keys}
      rowId={({ id }) => id}
      state={{
        loading: false,
        fetching,
        error: tableError(error, "The keys could not be read", onRefresh),
        empty: <EmptyState icon={KeyRound} title="There is no data key" />,
      }}
      footer={{ noun: { one: "key", many: "keys" }, total: keys.length, onRefresh }}
    />
  );
}

function State({ dataKey: { current, retiredAt } }: { dataKey: DataKey }) {
  if (current) return <Status tone="success">In use</Status>;
  if (!retiredAt) return <Status tone="warning">Being replaced</Status>;
  return (
    <Status tone="neutral">
      Retired <RelativeTime value={retiredAt} />
    </Status>
  );
}

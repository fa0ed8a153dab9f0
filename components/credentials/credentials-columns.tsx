import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { BidiText } from "@/components/ui/bidi-text";
import { Hostname } from "@/components/ui/hostname";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  type CredentialColumn,
  credentialColumns,
  type ListedCredential,
} from "@/lib/contracts/credential-list";
import { CredentialHealth } from "./credential-health";
import { CredentialReach } from "./credential-reach";
import { levelWords } from "./credential-words";

/** Ids of sortable columns are the API's own names for them. */
export const credentialsColumns: readonly (DataTableColumn<ListedCredential> & { id: CredentialColumn })[] = [
  {
    id: "name",
    header: credentialColumns.name,
    sortable: true,
    minWidth: 172,
    grow: 3,
    cell: (credential) => <BidiText className="font-medium">{credential.name}</BidiText>,
  },
  {
    id: "level",
    header: credentialColumns.level,
    sortable: true,
    width: 108,
    cell: ({ level }) => levelWords[level],
  },
  {
    id: "hostname",
    header: credentialColumns.hostname,
    sortable: true,
    minWidth: 150,
    grow: 2,
    card: "subtitle",
    cell: ({ hostname }) => <Hostname value={hostname} />,
  },
  {
    id: "health",
    header: credentialColumns.health,
    sortable: true,
    width: 116,
    card: "badge",
    cell: (credential) => <CredentialHealth {...credential} />,
  },
  {
    id: "reaches",
    header: credentialColumns.reaches,
    minWidth: 150,
    grow: 2,
    cell: (credential) => <CredentialReach credential={credential} />,
  },
  {
    id: "clientId",
    header: credentialColumns.clientId,
    width: 136,
    cell: ({ clientId }) => <Identifier value={clientId} label="client ID" />,
  },
  {
    id: "secretSetAt",
    header: credentialColumns.secretSetAt,
    sortable: true,
    width: 112,
    cell: ({ secretSetAt }) => <RelativeTime value={secretSetAt} />,
  },
  {
    id: "lastCheck",
    header: credentialColumns.lastCheck,
    sortable: true,
    sortDescFirst: true,
    width: 112,
    cell: ({ lastCheck }) => <RelativeTime value={lastCheck?.at} fallback="Never" />,
  },
  {
    id: "lastUsedAt",
    header: credentialColumns.lastUsedAt,
    defaultHidden: true,
    width: 124,
    cell: ({ lastUsedAt }) => <RelativeTime value={lastUsedAt} fallback="Not yet" />,
  },
  {
    id: "organizationName",
    header: credentialColumns.organizationName,
    defaultHidden: true,
    width: 168,
    cell: ({ organizationName }) =>
      organizationName ? <BidiText>{organizationName}</BidiText> : <span className="text-text-faint">—</span>,
  },
  {
    id: "secretFingerprint",
    header: credentialColumns.secretFingerprint,
    defaultHidden: true,
    width: 136,
    cell: ({ secretFingerprint }) => <code className="font-mono text-xs">{secretFingerprint}</code>,
  },
];

import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Identifier } from "@/components/ui/identifier";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { BotBadge } from "@/components/users/bot-badge";
import { PersonName } from "@/components/users/person-name";
import { UserStatus } from "@/components/users/user-status";
import { paths } from "@/lib/client/paths";
import { type FleetColumn, fleetColumns, GONE_USER } from "@/lib/contracts/fleet-columns";
import type { FleetToken } from "@/lib/contracts/fleet-tokens";

/** Ids of sortable columns are the API's own names for them. */
export const fleetTokenColumns: readonly (DataTableColumn<FleetToken> & { id: FleetColumn })[] = [
  {
    id: "user",
    header: fleetColumns.user,
    sortable: true,
    minWidth: 216,
    grow: 3,
    cell: (token) => <Owner token={token} />,
  },
  {
    id: "client",
    header: fleetColumns.client,
    sortable: true,
    minWidth: 124,
    grow: 2,
    cell: (token) => <Client token={token} />,
  },
  {
    id: "tenant",
    header: fleetColumns.tenant,
    sortable: true,
    minWidth: 136,
    card: "subtitle",
    cell: ({ tenantId, tenantName }) => (
      <Link alone href={paths.tenantTokens(tenantId)} className="block min-w-0 truncate">
        <BidiText>{tenantName}</BidiText>
      </Link>
    ),
  },
  {
    id: "description",
    header: fleetColumns.description,
    sortable: true,
    minWidth: 120,
    cell: ({ description }) => <Text>{description}</Text>,
  },
  {
    id: "device",
    header: fleetColumns.device,
    width: 84,
    cell: ({ deviceType }) => <Text>{deviceType}</Text>,
  },
  {
    id: "lastUsed",
    header: fleetColumns.lastUsed,
    sortable: true,
    sortDescFirst: true,
    width: 116,
    card: "badge",
    // Qlik names no last use both of tokens never used and of those of which it does not know.
    cell: ({ lastUsed }) => <RelativeTime value={lastUsed} fallback="No use known" />,
  },
  {
    id: "firstSeenAt",
    header: fleetColumns.firstSeenAt,
    sortable: true,
    sortDescFirst: true,
    width: 104,
    cell: ({ firstSeenAt }) => <RelativeTime value={firstSeenAt} />,
  },
  { id: "status", header: fleetColumns.status, width: 136, cell: (token) => <TokenStatus token={token} /> },
  {
    id: "userEmail",
    header: fleetColumns.userEmail,
    defaultHidden: true,
    minWidth: 180,
    cell: ({ userEmail }) => <Text>{userEmail}</Text>,
  },
  {
    id: "userStatus",
    header: fleetColumns.userStatus,
    defaultHidden: true,
    width: 128,
    cell: ({ userStatus }) => <UserStatus status={userStatus} />,
  },
  {
    id: "clientId",
    header: fleetColumns.clientId,
    defaultHidden: true,
    width: 160,
    cell: ({ clientId }) =>
      clientId ? <Identifier value={clientId} label="client ID" /> : <Text>{null}</Text>,
  },
  {
    id: "id",
    header: fleetColumns.id,
    defaultHidden: true,
    width: 160,
    cell: ({ id }) => <Identifier value={id} label="token ID" />,
  },
  {
    id: "userId",
    header: fleetColumns.userId,
    defaultHidden: true,
    width: 160,
    cell: ({ userId }) => <Identifier value={userId} label="user ID" />,
  },
  {
    id: "tenantId",
    header: fleetColumns.tenantId,
    defaultHidden: true,
    width: 160,
    cell: ({ tenantId }) => <Identifier value={tenantId} label="tenant ID" />,
  },
];

/** Whoever is not simply there is told apart at the name: that is why their tokens are looked for. */
function Owner({
  token: { tenantId, userId, userName, userEmail, userStatus, bot, consoleOwn },
}: {
  token: FleetToken;
}) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <PersonName
        person={{ id: userId, name: userName, email: userEmail }}
        href={userId ? paths.user(tenantId, userId) : undefined}
      />
      {bot ? <BotBadge consoleBot={consoleOwn} /> : null}
      {userStatus === "active" ? null : (
        <Badge
          tone={userStatus === "disabled" || userStatus === GONE_USER ? "warning" : "neutral"}
          title={userStatus === GONE_USER ? "The tenant does not list this user any more" : undefined}
        >
          {userStatus === GONE_USER ? "Unlisted" : capitalized(userStatus)}
        </Badge>
      )}
    </span>
  );
}

/** The bot of an OAuth client carries the client's name (FACTS.md section 1); the id is always there. */
function Client({ token: { clientId, clientName, consoleOwn } }: { token: FleetToken }) {
  if (clientId === null) return <Text>{null}</Text>;
  if (consoleOwn) return <Badge tone="info">This console</Badge>;
  return clientName ? (
    <BidiText className="min-w-0">{clientName}</BidiText>
  ) : (
    <Identifier value={clientId} label="client ID" />
  );
}

function TokenStatus({ token: { goneAt, goneBecause, issuedAgainAt } }: { token: FleetToken }) {
  if (goneBecause === "revoked")
    return (
      <Status tone="success">
        Revoked <RelativeTime value={goneAt} />
      </Status>
    );
  if (goneAt)
    return <Status tone="neutral">{goneBecause === "unlisted" ? "Unlisted" : "Already gone"}</Status>;
  if (issuedAgainAt)
    return (
      <Status tone="warning" detail="It came within an hour of a revocation for the same user and client.">
        Issued again
      </Status>
    );
  return <Status tone="success">Listed</Status>;
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const Text = ({ children }: { children: string | null }) =>
  children ? <BidiText>{children}</BidiText> : <span className="text-text-faint">—</span>;

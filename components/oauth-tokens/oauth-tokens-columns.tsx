import type { DataTableColumn } from "@/components/data-table/data-table-types";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { BotBadge } from "@/components/users/bot-badge";
import { PersonName } from "@/components/users/person-name";
import { paths } from "@/lib/client/paths";
import { momentOf } from "@/lib/contracts/instants";
import type { OAuthToken } from "@/lib/contracts/oauth-tokens";
import { personWords } from "@/lib/contracts/person-words";
import type { UserLookup } from "./use-user-names";

type Columns = readonly DataTableColumn<OAuthToken>[];

const description: DataTableColumn<OAuthToken> = {
  id: "description",
  header: "Description",
  minWidth: 160,
  grow: 2,
  sortValue: (token) => token.description,
  cell: ({ description: text }) => <Text>{text}</Text>,
};

const device: DataTableColumn<OAuthToken> = {
  id: "device",
  header: "Device",
  width: 120,
  sortValue: (token) => token.deviceType,
  cell: ({ deviceType }) => <Text>{deviceType}</Text>,
};

const lastUsed: DataTableColumn<OAuthToken> = {
  id: "lastUsed",
  header: "Last used",
  width: 136,
  card: "badge",
  sortDescFirst: true,
  sortValue: (token) => momentOf(token.lastUsed),
  exportValue: (token) => token.lastUsed,
  // Qlik names no last use both of tokens never used and of those of which it does not know.
  cell: (token) => <RelativeTime value={token.lastUsed} fallback="No use known" />,
};

const tokenId: DataTableColumn<OAuthToken> = {
  id: "id",
  header: "Token ID",
  width: 160,
  defaultHidden: true,
  exportValue: ({ id }) => id,
  cell: (token) => <Identifier value={token.id} label="token ID" />,
};

const client = (users: UserLookup): DataTableColumn<OAuthToken> => ({
  id: "client",
  header: "Client",
  minWidth: 248,
  sortValue: (token) => token.clientId,
  cell: (token) => <Client token={token} name={users.botOf(token.clientId)?.name} />,
});

/** Of one person. */
export const userTokensColumns = (users: UserLookup): Columns => [
  client(users),
  { ...description, card: "subtitle" },
  device,
  lastUsed,
  tokenId,
];

/** Of a whole tenant: whose each is comes first. */
export const oauthTokensColumns = (tenantId: string, users: UserLookup): Columns => [
  {
    id: "user",
    header: "User",
    minWidth: 240,
    sortValue: (token) => personWords(users(token.userId) ?? { id: token.userId }),
    cell: (token) => <Owner tenantId={tenantId} token={token} users={users} />,
  },
  client(users),
  description,
  device,
  lastUsed,
  tokenId,
];

function Owner({ tenantId, token, users }: { tenantId: string; token: OAuthToken; users: UserLookup }) {
  const user = users(token.userId);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <PersonName person={user ?? { id: token.userId }} href={paths.user(tenantId, token.userId)} />
      {user?.bot ? <BotBadge consoleBot={user.consoleBot} /> : null}
    </span>
  );
}

/** The bot of an OAuth client carries the client's name (FACTS.md section 1); the id is always there. */
function Client({ token: { clientId, consoleOwn }, name }: { token: OAuthToken; name: string | undefined }) {
  if (clientId === null) return <Text>{null}</Text>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {consoleOwn ? <Badge tone="info">This console</Badge> : null}
      {name && !consoleOwn ? <BidiText className="min-w-0">{name}</BidiText> : null}
      <Identifier value={clientId} label="client ID" />
    </span>
  );
}

const Text = ({ children }: { children: string | null }) =>
  children ? <BidiText>{children}</BidiText> : <span className="text-text-faint">—</span>;

import "server-only";
import type { Coverage } from "@/lib/contracts/coverage";
import { fleetFilters } from "@/lib/contracts/fleet-tokens";
import { MOST_TOKENS, type RevocationSelection } from "@/lib/contracts/revocations";
import type { Actor } from "../../actor";
import { appError, fieldProblem } from "../../app-error";
import { createOAuthTokens, type OAuthToken } from "../../qlik/resources/oauth-tokens";
import type { Filters } from "../../store/tokens/filters";
import type { ChosenToken, NamedTenant } from "../../store/tokens/fleet-tokens";
import type { TenantConnection } from "../connections/connections";
import { becauseOf, type ReadingWatcher, readTenants } from "./fleet-reading";
import type { FreezeDependencies } from "./freezing";
import { type FrozenTenant, frozenItems, goneItem, type HeldToken, unknownItem } from "./frozen-tenant";
import { findPerson, tokensOfPerson } from "./person";
import { userNames } from "./user-names";

type Of<Kind extends RevocationSelection["kind"]> = Extract<RevocationSelection, { kind: Kind }>;

/** What is selected over the fleet, and in how many tenants it was looked for. */
export interface FrozenFleet {
  readonly tenants: readonly FrozenTenant[];
  readonly coverage: Coverage;
}

const EVERYTHING: Filters = (({ sort: _sort, ...filters }) => filters)(fleetFilters.parse({}));

interface Held {
  readonly tokens: readonly HeldToken[];
  /** Why there may be more. */
  readonly incomplete?: string;
}

/**
 * All tokens of a person or a client, read from Qlik in every connected tenant, in those too that were never read
 * before: what the inventory knows decides nothing but where else to look.
 */
export async function freezeHeld(
  actor: Actor,
  selection: Of<"person"> | Of<"client">,
  dependencies: FreezeDependencies,
  watcher: ReadingWatcher,
): Promise<FrozenFleet> {
  const { store, connections, includeConsoleOwn } = dependencies;
  const { total, connected } = await store.fleetTokens.tenants(EVERYTHING);
  const read = await readerOf(selection, store);
  const readings = await readTenants(
    connected,
    async ({ tenantId }, signal) => {
      const connection = await connections.open(actor, "operator", { tenantId });
      // What is frozen is revoked later: it must be this tenant's, as of now.
      await connection.prove();
      const { tokens, incomplete } = await read(connection, signal);
      return { items: await frozenItems(connection, tokens, includeConsoleOwn), incomplete };
    },
    watcher,
    ({ items }) => items.length,
  );
  const unread = readings.flatMap((reading) => ("failure" in reading ? [reading.tenantId] : []));
  const known = unread.length === 0 ? [] : await knownOf(selection, unread, dependencies);
  const tenants = readings.map(({ tenantId, tenantName, ...reading }): FrozenTenant => {
    const named = { tenantId, tenantName };
    if ("value" in reading)
      return { ...named, items: reading.value.items, unreadBecause: reading.value.incomplete ?? null };
    const because = becauseOf(reading.failure);
    const items = known
      .filter((token) => token.tenantId === tenantId)
      .map(({ tokenId }) => unknownItem(tenantId, tokenId, "not-readable", because));
    return { ...named, items, unreadBecause: because };
  });
  return { tenants, coverage: coverageOf(total, tenants) };
}

/** What the inventory knows of it in tenants that cannot be read: it is left out, and counted. */
const knownOf = (
  selection: Of<"person"> | Of<"client">,
  tenant: string[],
  { store, clock }: FreezeDependencies,
): Promise<ChosenToken[]> => {
  const of = selection.kind === "person" ? { user: [selection.personKey] } : { client: [selection.clientId] };
  return store.fleetTokens.chosen({ ...EVERYTHING, ...of, tenant }, clock(), MOST_TOKENS);
};

async function readerOf(
  selection: Of<"person"> | Of<"client">,
  store: FreezeDependencies["store"],
): Promise<(connection: TenantConnection, signal: AbortSignal) => Promise<Held>> {
  if (selection.kind === "client")
    return (connection, signal) => tokensOfClient(connection, selection.clientId, signal);
  const person = await findPerson(store, selection.personKey);
  return async (connection, signal) => ({ tokens: await tokensOfPerson(connection, person, signal) });
}

/** Qlik filters tokens by user alone (FACTS.md section 6), so a client's are found among all. */
async function tokensOfClient(
  connection: TenantConnection,
  clientId: string,
  signal: AbortSignal,
): Promise<Held> {
  // By their ids: where the list moves while it is read, a page may repeat what the one before had.
  const listed = new Map<string, OAuthToken>();
  for await (const page of connection.api.of(createOAuthTokens).pages({ signal }))
    for (const token of connection.unwrap(page).data) listed.set(token.id, token);
  const found = [...listed.values()].filter((token) => token.clientId === clientId);
  // Qlik's examples name a token's client, its schema does not.
  const unnamed = [...listed.values()].filter((token) => token.clientId === undefined).length;
  const nameOf = await userNames(connection, new Set(found.map(({ userId }) => userId)));
  return {
    tokens: found.map((token) => ({ ...token, ...nameOf(token.userId) })),
    ...(unnamed > 0
      ? {
          incomplete: `Qlik does not tell the client of ${unnamed} of its tokens; what is not told is not part of this.`,
        }
      : {}),
  };
}

/**
 * All that pass filters. What they ask is more than Qlik can be asked, so each tenant is first read into the inventory,
 * users and tokens, and that is asked as the list of all tokens asks it.
 */
export async function freezeFiltered(
  actor: Actor,
  { filters, except }: Of<"fleet">,
  { store, connections, tokenInventory, clock, includeConsoleOwn }: FreezeDependencies,
  watcher: ReadingWatcher,
): Promise<FrozenFleet> {
  const { total, connected } = await store.fleetTokens.tenants(filters);
  const readings = await readTenants(
    connected,
    async ({ tenantId }, signal) => {
      const { outcome, tokensRead, message } = await tokenInventory.readNow(actor, tenantId, signal);
      if (outcome === "failed") throw appError("upstream_failed", message ?? "It could not be read.");
      return tokensRead;
    },
    watcher,
    (tokensRead) => tokensRead,
  );
  const chosen = chosenByTenant(await store.fleetTokens.chosen(filters, clock(), MOST_TOKENS + 1), except);
  const unread = (tenant: NamedTenant, because: string): FrozenTenant => ({
    ...tenant,
    unreadBecause: because,
    items: (chosen.get(tenant.tenantId) ?? []).map(({ tokenId }) =>
      unknownItem(tenant.tenantId, tokenId, "not-readable", because),
    ),
  });
  const wasRead = connected.filter((_tenant, place) => "value" in (readings[place] ?? {}));
  const freezeOne = async ({ tenantId }: NamedTenant) => {
    const tokens = chosen.get(tenantId) ?? [];
    if (tokens.length === 0) return [];
    const connection = await connections.open(actor, "operator", { tenantId });
    await connection.prove();
    const listed = tokens.filter(({ gone }) => !gone).map(heldToken);
    const gone = tokens.filter((token) => token.gone).map(({ tokenId }) => goneItem(tenantId, tokenId));
    return [...(await frozenItems(connection, listed, includeConsoleOwn)), ...gone];
  };
  // How far it is was told of the reading; from here on it is only ended.
  const frozen = await readTenants(wasRead, freezeOne, { signal: watcher.signal });
  const tenants = [
    ...frozen.map(({ tenantId, tenantName, ...one }): FrozenTenant => {
      const tenant = { tenantId, tenantName };
      if ("failure" in one) return unread(tenant, becauseOf(one.failure));
      return { ...tenant, items: one.value, unreadBecause: null };
    }),
    ...readings.flatMap(({ tenantId, tenantName, ...one }) =>
      "failure" in one ? [unread({ tenantId, tenantName }, becauseOf(one.failure))] : [],
    ),
  ];
  return { tenants, coverage: coverageOf(total, tenants) };
}

const heldToken = ({
  tokenId,
  userId,
  clientId,
  description,
  lastUsed,
  ...user
}: ChosenToken): HeldToken => ({
  id: tokenId,
  userId,
  userName: user.userName,
  userEmail: user.userEmail,
  ...(clientId === null ? {} : { clientId }),
  ...(description === null ? {} : { description }),
  ...(lastUsed === null ? {} : { lastUsed }),
});

function chosenByTenant(
  chosen: readonly ChosenToken[],
  except: Of<"fleet">["except"],
): Map<string, ChosenToken[]> {
  if (chosen.length > MOST_TOKENS)
    throw fieldProblem(
      "selection",
      `Select at most ${MOST_TOKENS} tokens at a time; these are more. Narrow the filters.`,
    );
  const left = new Map(except.map(({ tenantId, tokenIds }) => [tenantId, new Set<string>(tokenIds)]));
  const byTenant = new Map<string, ChosenToken[]>();
  for (const token of chosen) {
    if (left.get(token.tenantId)?.has(token.tokenId)) continue;
    const tokens = byTenant.get(token.tenantId);
    if (tokens) tokens.push(token);
    else byTenant.set(token.tenantId, [token]);
  }
  return byTenant;
}

const coverageOf = (tenants: number, looked: readonly FrozenTenant[]): Coverage => ({
  tenants,
  connected: looked.length,
  readable: looked.filter(({ unreadBecause }) => unreadBecause === null).length,
});

import "server-only";
import type { Coverage } from "@/lib/contracts/coverage";
import type { Actor } from "../../actor";
import { createOAuthTokens, type OAuthToken } from "../../qlik/resources/oauth-tokens";
import type { NewRevocationItem } from "../../store/revocations/items";
import type { Connections, TenantConnection } from "../connections/connections";
import { becauseOf, type ReadingWatcher, readTenants } from "./fleet-reading";
import { freezeFiltered, freezeHeld } from "./freeze-fleet";
import type { FreezeDependencies, TokenSelection } from "./freezing";
import { type FrozenTenant, frozenItems, goneItem, unknownItem } from "./frozen-tenant";
import { selectionWords } from "./selection-words";
import { userNames } from "./user-names";

type OneTenant = Extract<TokenSelection, { kind: "user" | "tenant" }>;

/** What was selected, token by token, as Qlik lists it now. */
export interface Frozen {
  /** In words for people. */
  readonly selection: string;
  /** Those with tokens, and those that could not be read. */
  readonly tenants: readonly Omit<FrozenTenant, "items">[];
  readonly items: readonly NewRevocationItem[];
  /** In how many tenants it was looked for; null where one tenant or tokens were named. */
  readonly coverage: Coverage | null;
}

/**
 * Reads what is selected from Qlik itself: what an older list says never decides a revocation. Of single tokens, and
 * over the fleet, what cannot be read is named with the reason; one tenant that cannot be read fails as a whole.
 */
export async function freeze(
  actor: Actor,
  selection: TokenSelection,
  dependencies: FreezeDependencies,
  watcher: ReadingWatcher,
): Promise<Frozen> {
  const { tenants, coverage } = await frozenBy(actor, selection, dependencies, watcher);
  return {
    selection: await selectionWords(selection, tenants, dependencies.store),
    coverage,
    tenants: tenants.filter(({ items, unreadBecause }) => items.length > 0 || unreadBecause !== null),
    items: tenants.flatMap(({ items }) => items),
  };
}

async function frozenBy(
  actor: Actor,
  selection: TokenSelection,
  dependencies: FreezeDependencies,
  watcher: ReadingWatcher,
): Promise<{ tenants: readonly FrozenTenant[]; coverage: Coverage | null }> {
  switch (selection.kind) {
    case "person":
    case "client":
      return freezeHeld(actor, selection, dependencies, watcher);
    case "fleet":
      return freezeFiltered(actor, selection, dependencies, watcher);
    case "tokens":
      return { tenants: await freezeNamed(actor, selection.tokens, dependencies, watcher), coverage: null };
    default:
      return { tenants: [await freezeOne(actor, selection, dependencies)], coverage: null };
  }
}

/** Tokens by their ids: those that Qlik does not list, and those of tenants that cannot be read, are left out. */
async function freezeNamed(
  actor: Actor,
  named: Extract<TokenSelection, { kind: "tokens" }>["tokens"],
  { store, connections, includeConsoleOwn }: FreezeDependencies,
  watcher: ReadingWatcher,
): Promise<FrozenTenant[]> {
  const byTenant = new Map<string, Set<string>>();
  for (const { tenantId, tokenIds } of named) {
    const ids = byTenant.get(tenantId) ?? new Set();
    for (const id of tokenIds) ids.add(id);
    byTenant.set(tenantId, ids);
  }
  const idsOf = (tenantId: string) => [...(byTenant.get(tenantId) ?? [])];
  const tenants = await store.tenants.withNamesApart(
    [...byTenant.keys()].map((tenantId) => ({ tenantId, tenantName: tenantId })),
  );
  const readings = await readTenants(
    tenants,
    async ({ tenantId }, signal) => {
      const connection = await open(connections, actor, tenantId);
      const listed = await readTokens(connection, undefined, signal);
      const ids = idsOf(tenantId);
      const tokens = await withNames(
        connection,
        ids.flatMap((id) => listed.get(id) ?? []),
      );
      const gone = ids.filter((id) => !listed.has(id)).map((id) => goneItem(tenantId, id));
      const items = await frozenItems(connection, tokens, includeConsoleOwn);
      return [...items, ...gone];
    },
    watcher,
    (items) => items.length,
  );
  return readings.map(({ tenantId, tenantName, ...reading }): FrozenTenant => {
    const named = { tenantId, tenantName };
    if ("value" in reading) return { ...named, items: reading.value, unreadBecause: null };
    const { code } = reading.failure;
    const because = becauseOf(reading.failure);
    const cause = code === "not_connected" || code === "not_found" ? "not-connected" : "not-readable";
    const items = idsOf(tenantId).map((id) => unknownItem(tenantId, id, cause, because));
    return { ...named, items, unreadBecause: because };
  });
}

/** All of one tenant, or of one of its users. */
async function freezeOne(
  actor: Actor,
  selection: OneTenant,
  { store, connections, includeConsoleOwn }: FreezeDependencies,
): Promise<FrozenTenant> {
  const { tenantId } = selection;
  const connection = await open(connections, actor, tenantId);
  const userId = selection.kind === "user" ? selection.userId : undefined;
  const listed = await readTokens(connection, userId);
  const tokens = await withNames(connection, [...listed.values()]);
  const named = { tenantId, tenantName: connection.tenant.name };
  const [called = named] = await store.tenants.withNamesApart([named]);
  return {
    ...called,
    items: await frozenItems(connection, tokens, includeConsoleOwn),
    unreadBecause: null,
  };
}

async function open(connections: Connections, actor: Actor, tenantId: string): Promise<TenantConnection> {
  const connection = await connections.open(actor, "operator", { tenantId });
  // What is frozen is revoked later: it must be this tenant's, as of now.
  await connection.prove();
  return connection;
}

async function readTokens(
  { api, unwrap }: TenantConnection,
  userId: string | undefined,
  signal?: AbortSignal,
): Promise<Map<string, OAuthToken>> {
  const tokens = new Map<string, OAuthToken>();
  // Qlik is asked for one user's tokens; should it answer with more, theirs are not to be touched.
  for await (const page of api.of(createOAuthTokens).pages({ userId, signal }))
    for (const token of unwrap(page).data)
      if (userId === undefined || token.userId === userId) tokens.set(token.id, token);
  return tokens;
}

async function withNames(connection: TenantConnection, tokens: readonly OAuthToken[]) {
  const nameOf = await userNames(connection, new Set(tokens.map(({ userId }) => userId)));
  return tokens.map((token) => ({ ...token, ...nameOf(token.userId) }));
}

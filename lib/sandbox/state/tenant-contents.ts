import type { OAuthClient, OAuthToken, Tenant, User } from "../model";
import { createManyOAuthTokens, createSharedLooks } from "../seed/many-oauth-tokens";
import { createSeededOAuthTokens } from "../seed/oauth-tokens";
import { createRandom } from "../seed/random";
import { keptTokens, type SeededTokens } from "../seed/token-rows";
import { createBot, createSeededUsers } from "../seed/users";
import { createRemovals, type Removals } from "./removals";
import { type Rows, tokenRows } from "./token-list";

/** So many tenants' seeded users and tokens are kept; of the others they are made again when asked for. */
const KEPT_TENANTS = 512;

type Seeded = { readonly users: readonly User[]; readonly tokens: SeededTokens };
type Issued = { readonly token: OAuthToken; readonly expiresAt: number };
type Changes = {
  readonly bots: Map<string, User>;
  readonly issued: Map<string, Issued>;
  /** Of the seeded tokens. */
  readonly revoked: Removals;
  issuedSoFar: number;
};

export type TenantContents = {
  usersOf(tenant: Tenant): readonly User[];
  /** Tokens that are neither revoked nor expired, in the order of the list; of one user, or of all (`null`). */
  oauthTokenRows(tenant: Tenant, userId: string | null): Rows<OAuthToken>;
  /** All of them. */
  oauthTokensOf(tenant: Tenant): readonly OAuthToken[];
  oauthToken(tenant: Tenant, tokenId: string): OAuthToken | undefined;
  /** Bot user of a client; the first time it is made. */
  botOf(tenant: Tenant, client: OAuthClient): User;
  /** Adds the row of an access token just issued. `expiresAt` in milliseconds. */
  addOAuthToken(tenant: Tenant, owner: User, client: OAuthClient, expiresAt: number): OAuthToken;
  /** Notes that the access token of this row was used now. */
  touch(tenant: Tenant, tokenId: string): void;
  /** Returns whether there was such a token. */
  revoke(tenant: Tenant, tokenId: string): boolean;
  reset(): void;
};

type Dependencies = {
  readonly seed: number;
  /** `null`: a few for each person, as in a grown estate. */
  readonly tokensPerTenant: number | null;
  readonly startedAt: number;
  readonly clock: () => number;
};

/** Users and OAuth tokens: what the seed says, made on demand, and on top what has happened since. */
export function createTenantContents(given: Dependencies): TenantContents {
  const { seed, tokensPerTenant, startedAt, clock } = given;
  const looks = tokensPerTenant === null ? [] : createSharedLooks(seed, startedAt);
  const seededOf = new Map<string, Seeded>();
  const changesOf = new Map<string, Changes>();

  function createSeeded(tenant: Tenant): Seeded {
    const users = createSeededUsers(seed, tenant, startedAt);
    const tokens =
      tokensPerTenant === null
        ? keptTokens(createSeededOAuthTokens(seed, tenant, users, startedAt))
        : createManyOAuthTokens({ seed, tenant, users, size: tokensPerTenant, looks });
    return { users, tokens };
  }

  function seeded(tenant: Tenant): Seeded {
    const contents = seededOf.get(tenant.id) ?? createSeeded(tenant);
    seededOf.delete(tenant.id);
    seededOf.set(tenant.id, contents);
    const oldest = seededOf.keys().next().value;
    if (seededOf.size > KEPT_TENANTS && oldest !== undefined) seededOf.delete(oldest);
    return contents;
  }

  function changes(tenant: Tenant): Changes {
    const known = changesOf.get(tenant.id);
    if (!known) {
      const none: Changes = { bots: new Map(), issued: new Map(), revoked: createRemovals(), issuedSoFar: 0 };
      changesOf.set(tenant.id, none);
      return none;
    }
    // All live equally long, so the oldest come first and the rest need no look.
    for (const [id, { expiresAt }] of known.issued) {
      if (expiresAt > clock()) break;
      known.issued.delete(id);
    }
    return known;
  }

  function oauthTokenRows(tenant: Tenant, userId: string | null): Rows<OAuthToken> {
    const { issued, revoked } = changes(tenant);
    const tokens = [...issued.values()].map(({ token }) => token);
    return tokenRows({ seeded: seeded(tenant).tokens, removals: revoked, issued: tokens }, userId);
  }

  function oauthTokensOf(tenant: Tenant): readonly OAuthToken[] {
    const rows = oauthTokenRows(tenant, null);
    return rows.slice(0, rows.size);
  }

  /** Place among the seeded tokens, unless it has been revoked. */
  function seededPlace(tenant: Tenant, tokenId: string): number | undefined {
    const place = seeded(tenant).tokens.placeOf(tokenId);
    return place === undefined || changes(tenant).revoked.has(place) ? undefined : place;
  }

  return {
    usersOf: (tenant) => [...seeded(tenant).users, ...changes(tenant).bots.values()],
    oauthTokenRows,
    oauthTokensOf,
    oauthToken(tenant, tokenId) {
      const place = seededPlace(tenant, tokenId);
      return place === undefined
        ? changes(tenant).issued.get(tokenId)?.token
        : seeded(tenant).tokens.at(place);
    },
    botOf(tenant, client) {
      const { bots } = changes(tenant);
      const bot = bots.get(client.clientId) ?? createBot(tenant, client, clock());
      bots.set(client.clientId, bot);
      return bot;
    },
    addOAuthToken(tenant, owner, client, expiresAt) {
      const made = changes(tenant);
      made.issuedSoFar += 1;
      const token: OAuthToken = {
        id: createRandom("issued", seed, tenant.id, made.issuedSoFar).hex(24),
        tenantId: tenant.id,
        userId: owner.id,
        clientId: client.clientId,
        lastUsed: null,
        deviceType: null,
        description: null,
      };
      made.issued.set(token.id, { token, expiresAt });
      return token;
    },
    touch(tenant, tokenId) {
      const { issued } = changes(tenant);
      const row = issued.get(tokenId);
      if (!row) return;
      const lastUsed = new Date(clock()).toISOString();
      issued.set(tokenId, { ...row, token: { ...row.token, lastUsed } });
    },
    revoke(tenant, tokenId) {
      const { issued, revoked } = changes(tenant);
      if (issued.delete(tokenId)) return true;
      const place = seeded(tenant).tokens.placeOf(tokenId);
      return place !== undefined && revoked.remove(place);
    },
    reset() {
      changesOf.clear();
    },
  };
}

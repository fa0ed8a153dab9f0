import type { OAuthClient, OAuthToken, Tenant, User } from "../model";
import { createSeededOAuthTokens } from "../seed/oauth-tokens";
import { createRandom } from "../seed/random";
import { createBot, createSeededUsers } from "../seed/users";

/** So many tenants' seeded users and tokens are kept; of the others they are made again when asked for. */
const KEPT_TENANTS = 256;

type Seeded = { readonly users: readonly User[]; readonly tokens: readonly OAuthToken[] };
type Issued = { readonly token: OAuthToken; readonly expiresAt: number };
type Changes = {
  readonly bots: Map<string, User>;
  readonly issued: Map<string, Issued>;
  readonly revoked: Set<string>;
  issuedSoFar: number;
};

export type TenantContents = {
  usersOf(tenant: Tenant): readonly User[];
  /** Tokens that are neither revoked nor expired. */
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

type Dependencies = { seed: number; startedAt: number; clock: () => number };

/** Users and OAuth tokens: what the seed says, made on demand, and on top what has happened since. */
export function createTenantContents({ seed, startedAt, clock }: Dependencies): TenantContents {
  const seededOf = new Map<string, Seeded>();
  const changesOf = new Map<string, Changes>();

  function seeded(tenant: Tenant): Seeded {
    const kept = seededOf.get(tenant.id);
    seededOf.delete(tenant.id);
    const users = kept?.users ?? createSeededUsers(seed, tenant, startedAt);
    const contents = kept ?? { users, tokens: createSeededOAuthTokens(seed, tenant, users, startedAt) };
    seededOf.set(tenant.id, contents);
    const oldest = seededOf.keys().next().value;
    if (seededOf.size > KEPT_TENANTS && oldest !== undefined) seededOf.delete(oldest);
    return contents;
  }

  function changes(tenant: Tenant): Changes {
    const known = changesOf.get(tenant.id);
    if (known) {
      for (const [id, { expiresAt }] of known.issued) if (expiresAt <= clock()) known.issued.delete(id);
      return known;
    }
    const none: Changes = { bots: new Map(), issued: new Map(), revoked: new Set(), issuedSoFar: 0 };
    changesOf.set(tenant.id, none);
    return none;
  }

  function oauthTokensOf(tenant: Tenant): readonly OAuthToken[] {
    const { issued, revoked } = changes(tenant);
    const left = seeded(tenant).tokens.filter(({ id }) => !revoked.has(id));
    return [...left, ...[...issued.values()].map(({ token }) => token)];
  }

  const oauthToken = (tenant: Tenant, tokenId: string): OAuthToken | undefined =>
    oauthTokensOf(tenant).find(({ id }) => id === tokenId);

  return {
    usersOf: (tenant) => [...seeded(tenant).users, ...changes(tenant).bots.values()],
    oauthTokensOf,
    oauthToken,
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
      if (!oauthToken(tenant, tokenId)) return false;
      const made = changes(tenant);
      if (!made.issued.delete(tokenId)) made.revoked.add(tokenId);
      return true;
    },
    reset() {
      changesOf.clear();
    },
  };
}

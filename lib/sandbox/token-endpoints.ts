import type { OAuthClient, Tenant } from "./model";
import type { Grant } from "./state/access-tokens";
import { ORGANIZATION_PLACE } from "./state/rate-limits";
import type { SandboxState } from "./state/state";

type Audience = Grant["audience"];

export type KnownClient = {
  readonly client: OAuthClient;
  /** Live OAuth tokens of the client's user: 0 where no list has them. */
  tokens(): number;
  admit(expiresAt: number): Audience;
};

/** What differs between the token endpoint of the organization and those of the tenants. */
export type TokenEndpoint = {
  /** Where exchanges are counted against the rate limits. */
  readonly place: string;
  /** The examples of the two levels differ in case. */
  readonly tokenType: "bearer" | "Bearer";
  /** A client of this endpoint, and what its exchange leaves behind: `expiresAt` in milliseconds. */
  find(clientId: string): KnownClient | undefined;
  /** Gives up a token of this endpoint; `false` for one that belongs elsewhere. */
  release(audience: Audience): boolean;
};

/** One endpoint for all organizations: the client tells which of them is meant. */
export function organizationTokenEndpoint({ estate }: SandboxState): TokenEndpoint {
  return {
    place: ORGANIZATION_PLACE,
    tokenType: "Bearer",
    find(clientId) {
      for (const { name, client, narrowClient } of estate.organizations()) {
        const found = [client, narrowClient].find((candidate) => candidate.clientId === clientId);
        if (!found) continue;
        return { client: found, tokens: () => 0, admit: () => ({ kind: "organization", name }) };
      }
      return undefined;
    },
    release: (audience) => audience.kind === "organization",
  };
}

/**
 * Where a region's tenants are created. No public page says what a tenant-level client is answered there: here it is
 * unknown.
 */
export function regionTokenEndpoint({ estate }: SandboxState, label: string): TokenEndpoint {
  return {
    place: `register.${label}`,
    tokenType: "bearer",
    find(clientId) {
      for (const { regionClients } of estate.organizations()) {
        const client = regionClients.get(label);
        if (client?.clientId === clientId)
          return { client, tokens: () => 0, admit: () => ({ kind: "region", label }) };
      }
      return undefined;
    },
    release: (audience) => audience.kind === "region" && audience.label === label,
  };
}

/**
 * A tenant's endpoint. The first exchange of a client makes its bot user, and every exchange a row among the
 * tenant's OAuth tokens.
 */
export function tenantTokenEndpoint({ contents, estate }: SandboxState, tenant: Tenant): TokenEndpoint {
  const regionClient = estate
    .organizationByName(tenant.organization ?? "")
    ?.regionClients.get(tenant.regionLabel);
  return {
    place: tenant.id,
    tokenType: "bearer",
    find(clientId) {
      const client = [tenant.client, tenant.narrowClient, regionClient].find(
        (candidate) => candidate?.clientId === clientId,
      );
      if (!client) return undefined;
      return {
        client,
        tokens() {
          const bot = contents.usersOf(tenant).find((user) => user.clientId === clientId);
          return bot ? contents.oauthTokenRows(tenant, bot.id).size : 0;
        },
        admit(expiresAt) {
          const bot = contents.botOf(tenant, client);
          const row = contents.addOAuthToken(tenant, bot, client, expiresAt);
          return { kind: "tenant", tenantId: tenant.id, userId: bot.id, tokenId: row.id };
        },
      };
    },
    release(audience) {
      if (audience.kind !== "tenant" || audience.tenantId !== tenant.id) return false;
      contents.revoke(tenant, audience.tokenId);
      return true;
    },
  };
}

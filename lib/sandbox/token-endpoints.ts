import type { OAuthClient, Tenant } from "./model";
import type { Grant } from "./state/access-tokens";
import type { SandboxState } from "./state/state";

type Audience = Grant["audience"];

/** What differs between the token endpoint of the organization and those of the tenants. */
export type TokenEndpoint = {
  /** The examples of the two levels differ in case. */
  readonly tokenType: "bearer" | "Bearer";
  /** A client of this endpoint, and what its exchange leaves behind: `expiresAt` in milliseconds. */
  find(clientId: string): { client: OAuthClient; admit(expiresAt: number): Audience } | undefined;
  /** Gives up a token of this endpoint; `false` for one that belongs elsewhere. */
  release(audience: Audience): boolean;
};

/** One endpoint for all organizations: the client tells which of them is meant. */
export function organizationTokenEndpoint({ estate }: SandboxState): TokenEndpoint {
  return {
    tokenType: "Bearer",
    find(clientId) {
      for (const { name, client, narrowClient } of estate.organizations()) {
        const found = [client, narrowClient].find((candidate) => candidate.clientId === clientId);
        if (found) return { client: found, admit: () => ({ kind: "organization", name }) };
      }
      return undefined;
    },
    release: (audience) => audience.kind === "organization",
  };
}

/**
 * A tenant's endpoint. The first exchange of a client makes its bot user, and every exchange a row among the
 * tenant's OAuth tokens.
 */
export function tenantTokenEndpoint({ contents }: SandboxState, tenant: Tenant): TokenEndpoint {
  return {
    tokenType: "bearer",
    find(clientId) {
      const client = [tenant.client, tenant.narrowClient].find(
        (candidate) => candidate?.clientId === clientId,
      );
      if (!client) return undefined;
      return {
        client,
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

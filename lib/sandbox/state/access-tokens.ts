import { randomBytes } from "node:crypto";

/** Six hours: fixed for OAuth tokens. In seconds. */
export const ACCESS_TOKEN_LIFETIME = 21_600;

/** Where a token is good, and for whom. A token of one tenant is no use at another. */
export type Grant = {
  readonly audience:
    | { readonly kind: "organization"; readonly name: string }
    | { readonly kind: "region"; readonly label: string }
    | {
        readonly kind: "tenant";
        readonly tenantId: string;
        readonly userId: string;
        readonly tokenId: string;
      };
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Milliseconds. */
  readonly expiresAt: number;
};

export type AccessTokens = {
  /** Returns the opaque bearer. */
  issue(grant: Grant): string;
  /** `undefined`: never issued, expired or taken away. */
  grantOf(bearer: string): Grant | undefined;
  drop(bearer: string): void;
  /** Ends the access token that stands behind a row of the tenant's OAuth tokens. */
  dropByTokenId(tokenId: string): void;
  /** Ends everything a client holds; returns the grants that were ended. */
  dropByClient(clientId: string): readonly Grant[];
  reset(): void;
};

export function createAccessTokens({ clock }: { clock: () => number }): AccessTokens {
  const grants = new Map<string, Grant>();
  const bearerByTokenId = new Map<string, string>();

  function drop(bearer: string): void {
    const grant = grants.get(bearer);
    grants.delete(bearer);
    if (grant?.audience.kind === "tenant") bearerByTokenId.delete(grant.audience.tokenId);
  }

  // All live equally long, so the oldest come first and the rest need no look.
  function dropExpired(): void {
    for (const [bearer, { expiresAt }] of grants) {
      if (expiresAt > clock()) break;
      drop(bearer);
    }
  }

  return {
    issue(grant) {
      dropExpired();
      const bearer = randomBytes(48).toString("base64url");
      grants.set(bearer, grant);
      if (grant.audience.kind === "tenant") bearerByTokenId.set(grant.audience.tokenId, bearer);
      return bearer;
    },
    grantOf(bearer) {
      const grant = grants.get(bearer);
      return grant && grant.expiresAt > clock() ? grant : undefined;
    },
    drop,
    dropByTokenId(tokenId) {
      const bearer = bearerByTokenId.get(tokenId);
      if (bearer !== undefined) drop(bearer);
    },
    dropByClient(clientId) {
      const held = [...grants].filter(([, grant]) => grant.clientId === clientId);
      for (const [bearer] of held) drop(bearer);
      return held.map(([, grant]) => grant);
    },
    reset() {
      grants.clear();
      bearerByTokenId.clear();
    },
  };
}

import { z } from "zod";
import { listOf, opaqueId, pageQuery, withReason } from "./lists";
import { operation } from "./operation";

/** Qlik's list carries no creation time, expiry, scope or status (FACTS.md section 6). */
export const oauthToken = z.object({
  id: z.string(),
  tenantId: z.string(),
  userId: z.string(),
  clientId: z.string().nullable(),
  description: z.string().nullable(),
  deviceType: z.string().nullable(),
  lastUsed: z.string().nullable().describe("Null when Qlik names no last use: never used, or not known."),
  consoleOwn: z.boolean().describe("Issued to the client with which this console works."),
});
export type OAuthToken = z.infer<typeof oauthToken>;

export const oauthTokenList = listOf(oauthToken);

export const revocationOutcomes = ["revoked", "already-gone"] as const;
export type RevocationOutcome = (typeof revocationOutcomes)[number];
/** Header of the 204 answer when Qlik no longer knew the token. */
export const OUTCOME_HEADER = "x-castellan-outcome";

const inTenant = z.object({ tenantId: opaqueId });

export const listTenantOAuthTokens = operation({
  id: "listTenantOAuthTokens",
  method: "GET",
  path: "/api/tenants/{tenantId}/oauth-tokens",
  role: "viewer",
  summary: "OAuth tokens of a tenant, or of one of its users; asks Qlik itself",
  params: inTenant,
  query: pageQuery.extend({ userId: opaqueId.optional() }),
  answer: oauthTokenList,
});

export const listUserOAuthTokens = operation({
  id: "listUserOAuthTokens",
  method: "GET",
  path: "/api/tenants/{tenantId}/users/{userId}/oauth-tokens",
  role: "viewer",
  summary: "OAuth tokens of one user; asks Qlik itself",
  params: inTenant.extend({ userId: opaqueId }),
  query: pageQuery,
  answer: oauthTokenList,
});

export const revokeOAuthToken = operation({
  id: "revokeOAuthToken",
  method: "DELETE",
  path: "/api/tenants/{tenantId}/oauth-tokens/{tokenId}",
  role: "operator",
  effect: "ends-access-of-one",
  summary: "Revoke one OAuth token; `x-castellan-outcome: already-gone` when Qlik no longer knew it",
  params: inTenant.extend({ tokenId: opaqueId }),
  body: withReason,
  status: 204,
});

import { OUTCOME_HEADER, revokeOAuthToken } from "@/lib/contracts/oauth-tokens";
import { route } from "@/lib/server/http/route";

export const DELETE = route(revokeOAuthToken, async ({ services, actor, params, body, headers }) => {
  const outcome = await services.oauthTokens.revoke(actor, params.tenantId, params.tokenId, body.reason);
  if (outcome === "already-gone") headers.set(OUTCOME_HEADER, outcome);
  return undefined;
});

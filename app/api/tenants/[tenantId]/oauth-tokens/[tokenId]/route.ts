import { OUTCOME_HEADER, revokeOAuthToken } from "@/lib/contracts/oauth-tokens";
import { route } from "@/lib/server/http/route";

export const DELETE = route(revokeOAuthToken, async ({ services, actor, params, headers }) => {
  const outcome = await services.oauthTokens.revoke(actor, params.tenantId, params.tokenId);
  if (outcome === "already-gone") headers.set(OUTCOME_HEADER, outcome);
  return undefined;
});

import { infiniteQueryOptions } from "@tanstack/react-query";
import {
  listTenantOAuthTokens,
  listUserOAuthTokens,
  OUTCOME_HEADER,
  type RevocationOutcome,
  revokeOAuthToken,
} from "@/lib/contracts/oauth-tokens";
import { call, callForResponse } from "../api";

/** Tokens of a tenant, or of one of its users. */
export const oauthTokensQuery = (tenantId: string, userId?: string) =>
  infiniteQueryOptions({
    queryKey: ["oauth-tokens", tenantId, userId ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam ? { cursor: pageParam } : {};
      if (userId === undefined) return call(listTenantOAuthTokens, { params: { tenantId }, query, signal });
      return call(listUserOAuthTokens, { params: { tenantId, userId }, query, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** Comes back when Qlik has answered, not before. */
export async function revoke(tenantId: string, tokenId: string, reason = ""): Promise<RevocationOutcome> {
  const response = await callForResponse(revokeOAuthToken, {
    params: { tenantId, tokenId },
    body: { reason },
  });
  return response.headers.get(OUTCOME_HEADER) === "already-gone" ? "already-gone" : "revoked";
}

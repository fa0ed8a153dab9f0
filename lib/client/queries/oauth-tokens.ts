import { infiniteQueryOptions } from "@tanstack/react-query";
import type {
  listTenantOAuthTokens,
  listUserOAuthTokens,
  OUTCOME_HEADER,
  RevocationOutcome,
  revokeOAuthToken,
} from "@/lib/contracts/oauth-tokens";
import { call, callForResponse } from "../api";

/** Tokens of a tenant, or of one of its users. */
export const oauthTokensQuery = (tenantId: string, userId?: string) =>
  infiniteQueryOptions({
    queryKey: ["oauth-tokens", tenantId, userId ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam ? { cursor: pageParam } : {};
      if (userId === undefined)
        return call<typeof listTenantOAuthTokens>("GET /api/tenants/{tenantId}/oauth-tokens", {
          params: { tenantId },
          query,
          signal,
        });
      return call<typeof listUserOAuthTokens>("GET /api/tenants/{tenantId}/users/{userId}/oauth-tokens", {
        params: { tenantId, userId },
        query,
        signal,
      });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

const outcomeHeader: typeof OUTCOME_HEADER = "x-castellan-outcome";

/** Comes back when Qlik has answered, not before. */
export async function revoke(tenantId: string, tokenId: string, reason = ""): Promise<RevocationOutcome> {
  const response = await callForResponse<typeof revokeOAuthToken>(
    "DELETE /api/tenants/{tenantId}/oauth-tokens/{tokenId}",
    {
      params: { tenantId, tokenId },
      body: { reason },
    },
  );
  return response.headers.get(outcomeHeader) === "already-gone" ? "already-gone" : "revoked";
}

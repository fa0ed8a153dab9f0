import { listTenantOAuthTokens } from "@/lib/contracts/oauth-tokens";
import { route } from "@/lib/server/http/route";

export const GET = route(listTenantOAuthTokens, ({ services, actor, params, query, signal }) =>
  services.oauthTokens.list(actor, params.tenantId, query, signal),
);

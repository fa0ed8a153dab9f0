import { listUserOAuthTokens } from "@/lib/contracts/oauth-tokens";
import { route } from "@/lib/server/http/route";

export const GET = route(listUserOAuthTokens, ({ services, actor, params, query, signal }) =>
  services.oauthTokens.list(actor, params.tenantId, { ...query, userId: params.userId }, signal),
);

import { syncTokens } from "@/lib/contracts/token-inventory";
import { route } from "@/lib/server/http/route";

export const POST = route(syncTokens, ({ services, actor, body }) =>
  services.tokenInventory.sync(actor, body.tenantIds),
);

import { verifyTenantCredential } from "@/lib/contracts/tenants";
import { route } from "@/lib/server/http/route";

export const POST = route(verifyTenantCredential, ({ services, actor, params, onStep }) =>
  services.tenants.verifyCredential(actor, params.tenantId, onStep),
);

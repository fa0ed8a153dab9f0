import { putTenantCredential, removeTenantCredential } from "@/lib/contracts/tenants";
import { route } from "@/lib/server/http/route";

export const PUT = route(putTenantCredential, ({ services, actor, params, body, onStep }) =>
  services.tenants.putCredential(actor, params.tenantId, body, onStep),
);

export const DELETE = route(removeTenantCredential, async ({ services, actor, params, body }) => {
  await services.tenants.removeCredential(actor, params.tenantId, body.reason);
  return undefined;
});

import { listTenantChanges } from "@/lib/contracts/tenant-changes";
import { route } from "@/lib/server/http/route";

export const GET = route(listTenantChanges, ({ actor, services, params, query }) =>
  services.tenantChanges.list(actor, params.tenantId, query),
);

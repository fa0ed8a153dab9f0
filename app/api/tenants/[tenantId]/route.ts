import { getTenant } from "@/lib/contracts/tenants";
import { route } from "@/lib/server/http/route";

export const GET = route(getTenant, ({ services, actor, params }) =>
  services.tenants.get(actor, params.tenantId),
);

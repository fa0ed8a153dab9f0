import { exportTenants } from "@/lib/contracts/tenants";
import { fileRoute } from "@/lib/server/http/route";

export const GET = fileRoute(exportTenants, ({ services, actor, query }) =>
  services.tenantExports.file(actor, query),
);

import { connectTenant, listTenants } from "@/lib/contracts/tenants";
import { route } from "@/lib/server/http/route";

export const GET = route(listTenants, ({ services, actor, query }) => services.tenants.list(actor, query));

export const POST = route(connectTenant, ({ services, actor, body, onStep }) =>
  services.tenants.connect(actor, body, onStep),
);

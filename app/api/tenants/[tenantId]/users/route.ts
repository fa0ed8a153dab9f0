import { listUsers } from "@/lib/contracts/users";
import { route } from "@/lib/server/http/route";

export const GET = route(listUsers, ({ services, actor, params, query, signal }) =>
  services.users.list(actor, params.tenantId, query, signal),
);

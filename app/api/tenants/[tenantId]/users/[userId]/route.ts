import { getUser } from "@/lib/contracts/users";
import { route } from "@/lib/server/http/route";

export const GET = route(getUser, ({ services, actor, params, signal }) =>
  services.users.get(actor, params.tenantId, params.userId, signal),
);

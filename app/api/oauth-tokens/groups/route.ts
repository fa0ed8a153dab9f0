import { listTokenGroups } from "@/lib/contracts/fleet-tokens";
import { route } from "@/lib/server/http/route";

export const GET = route(listTokenGroups, ({ services, actor, query }) =>
  services.fleetTokens.groups(actor, query),
);

import { listFleetTokens } from "@/lib/contracts/fleet-tokens";
import { route } from "@/lib/server/http/route";

export const GET = route(listFleetTokens, ({ services, actor, query }) =>
  services.fleetTokens.list(actor, query),
);

import { exportFleetTokens } from "@/lib/contracts/fleet-tokens";
import { fileRoute } from "@/lib/server/http/route";

export const GET = fileRoute(exportFleetTokens, ({ services, actor, query }) =>
  services.fleetTokens.file(actor, query),
);

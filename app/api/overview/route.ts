import { getOverview } from "@/lib/contracts/overview";
import { route } from "@/lib/server/http/route";

export const GET = route(getOverview, ({ actor, services }) => services.overview.get(actor));

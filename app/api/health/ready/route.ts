import { getReadiness } from "@/lib/contracts/health";
import { route } from "@/lib/server/http/route";

export const GET = route(getReadiness, ({ services }) => services.health.ready());

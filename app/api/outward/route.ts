import { getOutward } from "@/lib/contracts/outward";
import { route } from "@/lib/server/http/route";

export const GET = route(getOutward, ({ services, actor }) => services.outward.get(actor));

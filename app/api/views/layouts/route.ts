import { listTableLayouts } from "@/lib/contracts/views";
import { route } from "@/lib/server/http/route";

export const GET = route(listTableLayouts, ({ services, actor }) => services.views.layouts(actor));

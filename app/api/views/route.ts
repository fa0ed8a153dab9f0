import { listViews, saveView } from "@/lib/contracts/views";
import { route } from "@/lib/server/http/route";

export const GET = route(listViews, ({ services, actor }) => services.views.list(actor));

export const POST = route(saveView, ({ services, actor, body }) => services.views.save(actor, body));

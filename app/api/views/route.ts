import { listViews, saveView } from "@/lib/contracts/views";
import { route } from "@/lib/server/http/route";

export const GET = route(listViews, ({ services, actor, query }) => services.views.list(actor, query.table));

export const POST = route(saveView, ({ services, actor, body }) => services.views.save(actor, body));

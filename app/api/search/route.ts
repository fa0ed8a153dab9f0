import { search } from "@/lib/contracts/search";
import { route } from "@/lib/server/http/route";

export const GET = route(search, ({ actor, services, query }) => services.search.find(actor, query.q));

import { endOtherSessions, listSessions } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const GET = route(listSessions, ({ services, actor }) => services.ownSessions.list(actor));

export const DELETE = route(endOtherSessions, async ({ services, actor }) => {
  await services.ownSessions.endOthers(actor);
  return {};
});

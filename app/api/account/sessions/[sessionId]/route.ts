import { endSession } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const DELETE = route(endSession, async ({ services, actor, params }) => {
  await services.ownSessions.end(actor, params.sessionId);
  return {};
});

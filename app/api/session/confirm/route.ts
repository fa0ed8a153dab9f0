import { confirmSession } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const POST = route(confirmSession, async ({ services, actor, body }) => {
  await services.account.confirmSession(actor, body);
  return {};
});

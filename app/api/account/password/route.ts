import { changePassword } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const PUT = route(changePassword, async ({ services, actor, body }) => {
  await services.account.changePassword(actor, body);
  return {};
});

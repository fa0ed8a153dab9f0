import { changePassword } from "@/lib/contracts/account";
import { keepDevice, keepSession } from "@/lib/server/http/keep-session";
import { route } from "@/lib/server/http/route";

export const PUT = route(changePassword, async ({ services, actor, body, headers }) => {
  const { sessionToken, device } = await services.account.changePassword(actor, body);
  await keepSession(headers, sessionToken);
  await keepDevice(headers, device);
  return {};
});

import { removeSecondFactor } from "@/lib/contracts/account";
import { keepSession } from "@/lib/server/http/keep-session";
import { route } from "@/lib/server/http/route";

export const POST = route(removeSecondFactor, async ({ services, actor, body, headers }) => {
  const { sessionToken } = await services.ownSecondFactor.remove(actor, body);
  await keepSession(headers, sessionToken);
  return {};
});

import { removeSecondFactor } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const POST = route(removeSecondFactor, async ({ services, actor, body }) => {
  await services.ownSecondFactor.remove(actor, body);
  return {};
});

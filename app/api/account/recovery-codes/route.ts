import { renewRecoveryCodes } from "@/lib/contracts/account";
import { keepSession } from "@/lib/server/http/keep-session";
import { route } from "@/lib/server/http/route";

export const POST = route(renewRecoveryCodes, async ({ services, actor, body, headers }) => {
  const { recoveryCodes, sessionToken } = await services.ownSecondFactor.renewRecoveryCodes(actor, body);
  await keepSession(headers, sessionToken);
  return { recoveryCodes };
});

import { renewRecoveryCodes } from "@/lib/contracts/account";
import { keepSession } from "@/lib/server/auth/keep-session";
import { route } from "@/lib/server/http/route";

export const POST = route(renewRecoveryCodes, async ({ services, actor, body, headers }) => {
  const { recoveryCodes, sessionToken } = await services.ownSecondFactor.renewRecoveryCodes(actor, body);
  await keepSession(headers, sessionToken);
  return { recoveryCodes };
});

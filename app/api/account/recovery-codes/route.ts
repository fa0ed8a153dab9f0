import { renewRecoveryCodes } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const POST = route(renewRecoveryCodes, ({ services, actor, body }) =>
  services.ownSecondFactor.renewRecoveryCodes(actor, body),
);

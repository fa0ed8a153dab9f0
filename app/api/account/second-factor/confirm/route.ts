import { confirmSecondFactor } from "@/lib/contracts/account";
import { route } from "@/lib/server/http/route";

export const POST = route(confirmSecondFactor, ({ services, actor, body }) =>
  services.ownSecondFactor.confirm(actor, body),
);

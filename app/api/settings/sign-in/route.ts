import { changeSignInSettings, getSignInSettings } from "@/lib/contracts/settings";
import { route } from "@/lib/server/http/route";

export const GET = route(getSignInSettings, ({ services, actor }) => services.settings.getSignIn(actor));

export const PUT = route(changeSignInSettings, ({ services, actor, body }) =>
  services.settings.changeSignIn(actor, body),
);

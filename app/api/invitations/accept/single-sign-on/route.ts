import { acceptInvitationBySingleSignOn } from "@/lib/contracts/invitations";
import { joiningCookie } from "@/lib/server/http/joining-cookie";
import { route } from "@/lib/server/http/route";

export const POST = route(acceptInvitationBySingleSignOn, async ({ body, headers }) => {
  headers.append("set-cookie", await joiningCookie(body.token));
  return undefined;
});

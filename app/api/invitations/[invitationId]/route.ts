import { revokeInvitation } from "@/lib/contracts/invitations";
import { route } from "@/lib/server/http/route";

export const DELETE = route(revokeInvitation, async ({ services, actor, params }) => {
  await services.invitations.revoke(actor, params.invitationId);
  return undefined;
});

import { renewInvitation } from "@/lib/contracts/invitations";
import { route } from "@/lib/server/http/route";

export const POST = route(renewInvitation, ({ services, actor, params }) =>
  services.invitations.renew(actor, params.invitationId),
);

import { acceptInvitation } from "@/lib/contracts/invitations";
import { route } from "@/lib/server/http/route";

export const POST = route(acceptInvitation, ({ services, body, origin }) =>
  services.invitations.accept(body, origin.address),
);

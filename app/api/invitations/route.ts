import { invite, listInvitations } from "@/lib/contracts/invitations";
import { route } from "@/lib/server/http/route";

export const GET = route(listInvitations, ({ services, actor }) => services.invitations.list(actor));

export const POST = route(invite, ({ services, actor, body }) => services.invitations.create(actor, body));

import { connectOrganization, listOrganizations } from "@/lib/contracts/organizations";
import { route } from "@/lib/server/http/route";

export const GET = route(listOrganizations, ({ services, actor }) => services.organizations.list(actor));

export const POST = route(connectOrganization, ({ services, actor, body, onStep }) =>
  services.organizations.connect(actor, body, onStep),
);

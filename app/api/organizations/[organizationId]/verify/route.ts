import { verifyOrganization } from "@/lib/contracts/organizations";
import { route } from "@/lib/server/http/route";

export const POST = route(verifyOrganization, ({ services, actor, params, onStep }) =>
  services.organizations.verify(actor, params.organizationId, onStep),
);

import { syncOrganization } from "@/lib/contracts/organizations";
import { route } from "@/lib/server/http/route";

export const POST = route(syncOrganization, ({ services, actor, params }) =>
  services.organizations.sync(actor, params.organizationId),
);

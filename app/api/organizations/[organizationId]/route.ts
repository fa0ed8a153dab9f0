import { changeOrganization, removeOrganization } from "@/lib/contracts/organizations";
import { route } from "@/lib/server/http/route";

export const PATCH = route(changeOrganization, ({ services, actor, params, body, onStep }) =>
  services.organizations.change(actor, params.organizationId, body, onStep),
);

export const DELETE = route(removeOrganization, async ({ services, actor, params, body }) => {
  await services.organizations.remove(actor, params.organizationId, body.reason);
  return undefined;
});

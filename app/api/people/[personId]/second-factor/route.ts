import { resetSecondFactor } from "@/lib/contracts/people";
import { route } from "@/lib/server/http/route";

export const DELETE = route(resetSecondFactor, async ({ services, actor, params }) => {
  await services.people.resetSecondFactor(actor, params.personId);
  return undefined;
});

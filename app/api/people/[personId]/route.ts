import { changePerson, removePerson } from "@/lib/contracts/people";
import { route } from "@/lib/server/http/route";

export const PATCH = route(changePerson, ({ services, actor, params, body }) =>
  services.people.change(actor, params.personId, body),
);

export const DELETE = route(removePerson, async ({ services, actor, params }) => {
  await services.people.remove(actor, params.personId);
  return undefined;
});

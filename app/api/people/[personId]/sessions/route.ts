import { endPersonSessions } from "@/lib/contracts/people";
import { route } from "@/lib/server/http/route";

export const DELETE = route(endPersonSessions, async ({ services, actor, params }) => {
  await services.people.endSessions(actor, params.personId);
  return undefined;
});

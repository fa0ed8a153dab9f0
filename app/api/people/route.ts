import { listPeople } from "@/lib/contracts/people";
import { route } from "@/lib/server/http/route";

export const GET = route(listPeople, ({ services, actor }) => services.people.list(actor));

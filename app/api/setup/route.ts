import { createFirstAdministrator } from "@/lib/contracts/setup";
import { route } from "@/lib/server/http/route";

export const POST = route(createFirstAdministrator, ({ services, body }) =>
  services.setup.createFirstAdministrator(body),
);

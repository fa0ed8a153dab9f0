import { createFirstAdministrator } from "@/lib/contracts/setup";
import { route } from "@/lib/server/http/route";

export const POST = route(createFirstAdministrator, ({ services, body, origin }) =>
  services.setup.createFirstAdministrator(body, origin.address),
);

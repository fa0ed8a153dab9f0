import { listCredentials } from "@/lib/contracts/credential-list";
import { route } from "@/lib/server/http/route";

export const GET = route(listCredentials, ({ services, actor, query }) =>
  services.credentials.list(actor, query),
);

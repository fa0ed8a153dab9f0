import { verifyCredentials } from "@/lib/contracts/credential-list";
import { route } from "@/lib/server/http/route";

export const POST = route(verifyCredentials, ({ services, actor, body, onEvent, signal }) =>
  services.credentials.verifyMany(actor, body, { onEvent, signal }),
);

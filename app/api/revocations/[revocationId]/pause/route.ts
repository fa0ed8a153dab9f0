import { pauseRevocation } from "@/lib/contracts/revocations";
import { route } from "@/lib/server/http/route";

export const POST = route(pauseRevocation, ({ services, actor, params }) =>
  services.revocations.pause(actor, params.revocationId),
);

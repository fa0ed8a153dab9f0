import { cancelRevocation } from "@/lib/contracts/revocations";
import { route } from "@/lib/server/http/route";

export const POST = route(cancelRevocation, ({ services, actor, params }) =>
  services.revocations.cancel(actor, params.revocationId),
);

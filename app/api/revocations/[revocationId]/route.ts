import { getRevocation } from "@/lib/contracts/revocations";
import { route } from "@/lib/server/http/route";

export const GET = route(getRevocation, ({ services, actor, params }) =>
  services.revocations.get(actor, params.revocationId),
);

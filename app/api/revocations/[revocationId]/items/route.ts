import { listRevocationItems } from "@/lib/contracts/revocations";
import { route } from "@/lib/server/http/route";

export const GET = route(listRevocationItems, ({ services, actor, params, query }) =>
  services.revocations.items(actor, params.revocationId, query),
);

import { retryRevocation } from "@/lib/contracts/revocations";
import { route } from "@/lib/server/http/route";

export const POST = route(retryRevocation, ({ services, actor, params }) =>
  services.revocations.retry(actor, params.revocationId),
);

import { resumeRevocation } from "@/lib/contracts/revocations";
import { route } from "@/lib/server/http/route";

export const POST = route(resumeRevocation, ({ services, actor, params }) =>
  services.revocations.resume(actor, params.revocationId),
);

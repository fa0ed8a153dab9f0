import { reportRevocation } from "@/lib/contracts/revocations";
import { fileRoute } from "@/lib/server/http/route";

export const GET = fileRoute(reportRevocation, ({ services, actor, params, query }) =>
  services.revocations.report(actor, params.revocationId, query.format),
);

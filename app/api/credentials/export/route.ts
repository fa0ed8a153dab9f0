import { exportCredentials } from "@/lib/contracts/credential-list";
import { fileRoute } from "@/lib/server/http/route";

export const GET = fileRoute(exportCredentials, ({ services, actor, query }) =>
  services.credentials.file(actor, query),
);

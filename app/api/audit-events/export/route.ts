import { exportAuditEvents } from "@/lib/contracts/audit-events";
import { download } from "@/lib/server/http/download";
import { route } from "@/lib/server/http/route";

export const GET = route(exportAuditEvents, async ({ services, actor, query: { format, ...filters } }) =>
  download(await services.auditEvents.export(actor, filters, format)),
);

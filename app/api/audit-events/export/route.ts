import { exportAuditEvents } from "@/lib/contracts/audit-events";
import { fileRoute } from "@/lib/server/http/route";

export const GET = fileRoute(exportAuditEvents, ({ services, actor, query: { format, ...filters } }) =>
  services.auditEvents.export(actor, filters, format),
);

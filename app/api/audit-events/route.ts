import { listAuditEvents } from "@/lib/contracts/audit-events";
import { route } from "@/lib/server/http/route";

export const GET = route(listAuditEvents, ({ services, actor, query }) =>
  services.auditEvents.list(actor, query),
);

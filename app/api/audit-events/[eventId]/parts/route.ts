import { listAuditEventParts } from "@/lib/contracts/audit-events";
import { route } from "@/lib/server/http/route";

export const GET = route(listAuditEventParts, ({ services, actor, params, query }) =>
  services.auditEvents.parts(actor, params.eventId, query),
);

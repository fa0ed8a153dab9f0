import { getAuditEvent } from "@/lib/contracts/audit-events";
import { route } from "@/lib/server/http/route";

export const GET = route(getAuditEvent, ({ services, actor, params }) =>
  services.auditEvents.get(actor, params.eventId),
);

import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditAction } from "@/lib/contracts/acts";
import type { NewAuditEntry } from "../store/audit/chain";

/** What the console itself says about its log, in the log. */
export const entryOfTheConsole = (at: Date, action: AuditAction, detail: string): NewAuditEntry => ({
  id: randomUUID(),
  intentId: null,
  at,
  action,
  actorId: "console",
  actorName: "The console",
  actorEmail: "",
  actorRole: null,
  sessionId: null,
  objectType: "audit-log",
  objectId: "audit-log",
  objectName: "Audit log",
  tenantId: null,
  tenantName: null,
  outcome: "succeeded",
  detail,
  qlik: null,
  requestId: randomUUID(),
  address: null,
  reason: null,
  partOf: null,
  owner: null,
});

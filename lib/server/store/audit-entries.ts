import "server-only";
import { type AuditEvent, auditEvent } from "@/lib/contracts/audit-events";
import { qlikAnswer } from "@/lib/contracts/qlik-answers";
import type { Database } from "./database";
import type { AuditEntry as AuditRow } from "./generated/client";
import { readJson } from "./stored-json";

export type NewAuditEntry = Omit<AuditRow, "sequence">;

/** Rows are only ever added: triggers refuse the rest. */
export function createAuditEntryStore(db: Database) {
  return {
    async add(data: NewAuditEntry): Promise<void> {
      await db.auditEntry.create({ data });
    },
    async count(): Promise<number> {
      return db.auditEntry.count({ where: { intentId: null } });
    },
    /** Intents newest first, each with its outcome. `before` is the sequence of the last one seen. */
    async page(
      limit: number,
      before: number | undefined,
    ): Promise<{ events: AuditEvent[]; last: number | undefined }> {
      const intents = await db.auditEntry.findMany({
        where: { intentId: null, ...(before === undefined ? {} : { sequence: { lt: before } }) },
        orderBy: { sequence: "desc" },
        take: limit,
      });
      const outcomes = await db.auditEntry.findMany({
        where: { intentId: { in: intents.map((intent) => intent.id) } },
      });
      const byIntent = new Map(outcomes.map((outcome) => [outcome.intentId, outcome]));
      const events = intents.map((intent) => toAuditEvent(intent, byIntent.get(intent.id)));
      return { events, last: intents.length === limit ? intents.at(-1)?.sequence : undefined };
    },
  };
}

function toAuditEvent(intent: AuditRow, outcome: AuditRow | undefined): AuditEvent {
  const object = outcome?.objectId ? outcome : intent;
  return auditEvent.parse({
    id: intent.id,
    at: intent.at.toISOString(),
    action: intent.action,
    actor: { id: intent.actorId, name: intent.actorName, email: intent.actorEmail },
    object: object.objectId
      ? { type: object.objectType, id: object.objectId, name: object.objectName }
      : null,
    tenantId: outcome?.tenantId ?? intent.tenantId,
    tenantName: outcome?.tenantName ?? intent.tenantName,
    outcome: outcome?.outcome ?? "unknown",
    detail: outcome?.detail ?? null,
    qlik: readJson(qlikAnswer, outcome?.qlik ?? null),
    requestId: intent.requestId,
  });
}

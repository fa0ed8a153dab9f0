import "server-only";
import { createHash } from "node:crypto";
import { type AuditEvent, auditEvent } from "@/lib/contracts/audit-events";
import { qlikAnswer } from "@/lib/contracts/qlik-answers";
import { roles } from "@/lib/contracts/roles";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import { tokenOwner } from "@/lib/contracts/token-owner";
import { readJson } from "../rows/stored-json";
import type { AuditRow } from "./chain";

/** Tells sessions apart without giving one away: the id itself is half of what signs somebody in. */
export const sessionMark = (sessionId: string | null): string | null =>
  sessionId === null ? null : createHash("sha256").update(sessionId).digest("hex").slice(0, 16);

/** An event of its rows; what has become of the tokens of a revocation does not stand in them. */
export function toAuditEvent(intent: AuditRow, outcome: AuditRow | undefined): AuditEvent {
  const object = outcome?.objectId ? outcome : intent;
  const tenantId = outcome?.tenantId ?? intent.tenantId;
  // Older programs wrote an empty name.
  const tenantName = outcome?.tenantName ?? intent.tenantName;
  return auditEvent.parse({
    id: intent.id,
    at: intent.at.toISOString(),
    endedAt: (outcome ?? (intent.outcome === null ? undefined : intent))?.at.toISOString() ?? null,
    action: intent.action,
    actor: {
      id: intent.actorId,
      name: intent.actorName,
      email: intent.actorEmail,
      role: roles.find((role) => role === intent.actorRole) ?? null,
    },
    session: sessionMark(intent.sessionId),
    address: intent.address,
    object: object.objectId
      ? { type: object.objectType, id: object.objectId, name: object.objectName }
      : null,
    tenantId,
    tenantName: tenantId === null ? tenantName : tenantNameOf({ id: tenantId, name: tenantName ?? "" }),
    owner: readJson(tokenOwner, intent.owner),
    partOf: intent.partOf,
    tokens: null,
    reason: intent.reason,
    outcome: outcome?.outcome ?? intent.outcome ?? "unknown",
    detail: (outcome ?? intent).detail,
    qlik: readJson(qlikAnswer, outcome?.qlik ?? null),
    requestId: intent.requestId,
  });
}

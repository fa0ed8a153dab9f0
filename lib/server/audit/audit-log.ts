import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "../actor";
import type { Clock } from "../clock";
import type { Log } from "../log";
import type { NewAuditEntry } from "../store/audit/entries";
import type { Entities, Store } from "../store/store";
import type { Act, Intent, Written } from "./act";
import { unwritable } from "./chain";
import { type Perform, performBy } from "./perform";

export interface AuditLog {
  /** How a service does what the log tells of: intent, work, outcome. */
  readonly perform: Perform;
  /** Only for what {@link perform} cannot hold, such as a batch or a stream; `tests/unit/audit` lists who. Writes down what is about to be done. Throws `unavailable` when that cannot be written: then it is not done. */
  intend(actor: Actor, act: Act): Promise<Intent>;
  /** As {@link intend} for several acts, inside a transaction; the ids of the intents are in the order of the acts. */
  intendAll(actor: Actor, acts: readonly Act[], entities: Entities): Promise<Intent[]>;
  /** An intent that was written before, perhaps by a process that is gone: to write how it ended after all. */
  known(actor: Actor, act: Act, intentId: string): Intent;
}

export function createAuditLog({ store, clock, log }: { store: Store; clock: Clock; log: Log }): AuditLog {
  const entry = (actor: Actor, act: Written): NewAuditEntry => ({
    id: randomUUID(),
    intentId: null,
    at: clock(),
    action: act.action,
    actorId: actor.person.id,
    actorName: actor.person.name,
    actorEmail: actor.person.email,
    actorRole: actor.person.role,
    sessionId: actor.sessionId,
    objectType: act.object?.type ?? null,
    objectId: act.object?.id ?? null,
    objectName: act.object?.name ?? null,
    tenantId: act.tenant?.id ?? null,
    tenantName: act.tenant?.name ?? null,
    outcome: null,
    detail: null,
    qlik: null,
    requestId: actor.requestId,
    address: actor.address,
    reason: act.reason ?? null,
    partOf: act.partOf ?? null,
    owner: act.owner ? JSON.stringify(act.owner) : null,
  });

  const known: AuditLog["known"] = (actor, act, intentId) => ({
    id: intentId,
    end: ({ outcome, detail, qlik, ...more }, entities = store) =>
      entities.auditEntries.add({
        ...entry(actor, { action: act.action, ...pick(act), ...more }),
        intentId,
        outcome,
        detail: detail ?? null,
        qlik: qlik ? JSON.stringify(qlik) : null,
      }),
  });
  const refuse = (actor: Actor) => (error: unknown) => {
    log.error({ err: error, requestId: actor.requestId }, "the audit log cannot be written");
    throw unwritable();
  };

  const intend: AuditLog["intend"] = async (actor, act) => {
    const intent = entry(actor, act);
    await store.auditEntries.add(intent).catch(refuse(actor));
    return known(actor, act, intent.id);
  };

  return {
    perform: performBy(intend),
    intend,
    async intendAll(actor, acts, entities) {
      const intents = acts.map((act) => ({ act, row: entry(actor, act) }));
      for (const { row } of intents) await entities.auditEntries.add(row).catch(refuse(actor));
      return intents.map(({ act, row }) => known(actor, act, row.id));
    },
    known,
  };
}

// Whose token it was stands in the intent: once is enough.
const pick = ({ object, tenant, reason, partOf }: Written) => ({
  ...(object ? { object } : {}),
  ...(tenant ? { tenant } : {}),
  ...(reason ? { reason } : {}),
  ...(partOf ? { partOf } : {}),
});

import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditAction, ObjectTypeOf } from "@/lib/contracts/acts";
import type { AuditOutcome } from "@/lib/contracts/audit-events";
import type { QlikAnswer } from "@/lib/contracts/qlik-answers";
import type { TokenOwner } from "@/lib/contracts/token-owner";
import type { Actor } from "../actor";
import type { Clock } from "../clock";
import type { Log } from "../log";
import type { NewAuditEntry } from "../store/audit-entries";
import type { Entities, Store } from "../store/store";
import { unwritable } from "./chain";

/** What is acted on, under the name that it has now. */
export interface AuditObject<Type extends string = ObjectTypeOf<AuditAction>> {
  readonly type: Type;
  readonly id: string;
  readonly name: string;
}

interface ActFacts {
  readonly tenant?: { readonly id: string; readonly name: string };
  /** Why, in the person's own words, where they were asked. */
  readonly reason?: string | undefined;
  /** Whose token it is on, where it is on one. */
  readonly owner?: TokenOwner | undefined;
  /** The intent of the act that this one is a part of. */
  readonly partOf?: string | undefined;
}

interface ActOf<Action extends AuditAction> extends ActFacts {
  readonly action: Action;
  readonly object?: AuditObject<ObjectTypeOf<Action>>;
}

/** One of the declared acts, on an object of the type that its declaration names. */
export type Act = { [Action in AuditAction]: ActOf<Action> }[AuditAction];

type Written = ActFacts & { readonly action: AuditAction; readonly object?: AuditObject };

export interface ActEnd extends Pick<ActFacts, "tenant"> {
  readonly object?: AuditObject;
  readonly outcome: AuditOutcome;
  readonly detail?: string | undefined;
  readonly qlik?: QlikAnswer | undefined;
}

export interface Intent {
  /** By which its outcome, its parts, and what is kept beside it name it. */
  readonly id: string;
  /** Writes how it ended; inside a transaction when given its entities, so that deed and entry stand or fall together. */
  end(end: ActEnd, entities?: Entities): Promise<void>;
}

export interface AuditLog {
  /** Writes down what is about to be done. Throws `unavailable` when that cannot be written: then it is not done. */
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

  return {
    async intend(actor, act) {
      const intent = entry(actor, act);
      await store.auditEntries.add(intent).catch(refuse(actor));
      return known(actor, act, intent.id);
    },
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

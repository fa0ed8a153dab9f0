import "server-only";
import type { AuditEvent, AuditEventFilters } from "@/lib/contracts/audit-events";
import type { AuditRow, NewAuditEntry } from "./audit-chain";
import { toAuditEvent } from "./audit-event";
import type { Database } from "./database";
import type { Prisma } from "./generated/client";

export type { NewAuditEntry } from "./audit-chain";

/** Beyond so many nobody counts them: a large log is not read through to say how large it is. */
const COUNTED_UP_TO = 1000;
/** Acts that began longer ago have their outcome, of the console itself if need be. */
const OPEN_FOR_MS = 3_600_000;

/** Rows are only ever added: triggers refuse the rest. */
export function createAuditEntryStore(db: Database, add: (entry: NewAuditEntry) => Promise<void>) {
  /** Those of the intents that have an outcome. */
  const ended = async (intentIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const rows = await db.auditEntry.findMany({
      where: { intentId: { in: [...intentIds] } },
      select: { intentId: true },
    });
    return new Set(rows.flatMap(({ intentId }) => intentId ?? []));
  };

  /** Intents since a moment without any outcome, oldest first. */
  const open = async (since: Date, until: Date, limit: number): Promise<AuditRow[]> => {
    const found: AuditRow[] = [];
    for (let after = 0; found.length < limit; ) {
      const intents = await db.auditEntry.findMany({
        where: { intentId: null, outcome: null, at: { gte: since, lte: until }, sequence: { gt: after } },
        orderBy: { sequence: "asc" },
        take: 500,
      });
      const last = intents.at(-1);
      if (!last) break;
      after = last.sequence;
      const closed = await ended(intents.map(({ id }) => id));
      found.push(...intents.filter(({ id }) => !closed.has(id)));
    }
    return found.slice(0, limit);
  };

  /**
   * Which rows stand for the events asked for. Without a question for the outcome those are the intents; with one, the
   * rows that tell it, and for `unknown` also the intents whose outcome is still awaited.
   */
  const where = async (filters: AuditEventFilters, now: Date): Promise<Prisma.AuditEntryWhereInput> => {
    const { person, action, tenant, outcome, object, request, from, to } = filters;
    const awaited = outcome.includes("unknown")
      ? await open(new Date(now.getTime() - OPEN_FOR_MS), now, COUNTED_UP_TO)
      : [];
    const stands: Prisma.AuditEntryWhereInput =
      outcome.length === 0
        ? { intentId: null }
        : { OR: [{ outcome: { in: outcome } }, { id: { in: awaited.map(({ id }) => id) } }] };
    return {
      AND: [
        stands,
        person.length > 0 ? { actorId: { in: person } } : {},
        action.length > 0 ? { action: { in: action } } : {},
        tenant.length > 0 ? { tenantId: { in: tenant } } : {},
        object === undefined ? {} : { OR: [{ objectId: object }, { objectName: object }] },
        request === undefined ? {} : { requestId: request },
        from === undefined ? {} : { at: { gte: new Date(from) } },
        to === undefined ? {} : { at: { lt: new Date(to) } },
      ],
    };
  };

  /** Events of rows that stand for them, in the order of the rows, each event once. */
  const eventsOf = async (rows: readonly AuditRow[]): Promise<AuditEvent[]> => {
    const intentIds = [...new Set(rows.map((row) => row.intentId ?? row.id))];
    const [intents, outcomes] = await Promise.all([
      db.auditEntry.findMany({ where: { id: { in: intentIds } } }),
      db.auditEntry.findMany({ where: { intentId: { in: intentIds } }, orderBy: { sequence: "asc" } }),
    ]);
    const intentById = new Map(intents.map((intent) => [intent.id, intent]));
    // Where there are two, the later one knows better: see lib/server/audit/interrupted.ts.
    const outcomeById = new Map(outcomes.map((outcome) => [outcome.intentId, outcome]));
    return intentIds.flatMap((id) => {
      const intent = intentById.get(id);
      return intent ? [toAuditEvent(intent, outcomeById.get(id))] : [];
    });
  };

  return {
    add,
    /** How many events there are, as far as that is counted; null beyond. */
    async count(filters: AuditEventFilters, now: Date): Promise<number | null> {
      const count = await db.auditEntry.count({ where: await where(filters, now), take: COUNTED_UP_TO + 1 });
      return count > COUNTED_UP_TO ? null : count;
    },
    /** Newest first. `before` is the sequence of the last row seen. */
    async page(
      filters: AuditEventFilters,
      limit: number,
      before: number | undefined,
      now: Date,
    ): Promise<{ events: AuditEvent[]; last: number | undefined }> {
      const rows = await db.auditEntry.findMany({
        where: {
          AND: [await where(filters, now), before === undefined ? {} : { sequence: { lt: before } }],
        },
        orderBy: { sequence: "desc" },
        take: limit,
      });
      return {
        events: await eventsOf(rows),
        last: rows.length === limit ? rows.at(-1)?.sequence : undefined,
      };
    },
    async find(id: string): Promise<AuditEvent | undefined> {
      const intent = await db.auditEntry.findFirst({ where: { id, intentId: null } });
      return intent ? (await eventsOf([intent]))[0] : undefined;
    },
    /** The rows behind one event: the intent and its outcomes, oldest first. */
    async rowsOf(id: string): Promise<AuditRow[]> {
      return db.auditEntry.findMany({
        where: { OR: [{ id }, { intentId: id }] },
        orderBy: { sequence: "asc" },
      });
    },
    /** People to filter by. */
    async people(): Promise<{ id: string; name: string }[]> {
      return db.person.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" }, take: 1000 });
    },
    open,
    ended,
  };
}

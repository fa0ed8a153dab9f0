import "server-only";
import type { AuditEvent, AuditEventFilters } from "@/lib/contracts/audit-events";
import { searchTerms } from "@/lib/contracts/search-terms";
import type { AuditRow, NewAuditEntry } from "./audit-chain";
import { toAuditEvent } from "./audit-event";
import { type AuditTag, tagId } from "./audit-texts";
import type { Database } from "./database";
import { fold } from "./folding";
import type { Prisma } from "./generated/client";

export type { NewAuditEntry } from "./audit-chain";

type Where = Prisma.AuditEntryWhereInput;

/** One token is seldom in more revocations. */
const MOST_WHOLES = 100;
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

  /** The acts of which a token, or something else, is a part; few, or something is wrong. */
  const wholesOf = async (objects: readonly string[]): Promise<string[]> => {
    const rows = await db.auditEntry.findMany({
      where: { objectId: { in: [...objects] }, partOf: { not: null } },
      select: { partOf: true },
      distinct: ["partOf"],
      take: MOST_WHOLES,
    });
    return rows.flatMap(({ partOf }) => partOf ?? []);
  };

  const tagged = (tag: AuditTag, values: readonly string[]): Where =>
    values.length === 0
      ? {}
      : { foundBy: { some: { textId: { in: values.map((value) => tagId(tag, value)) } } } };

  /** What of a search must be found: one word in any text of the act, or the id of one of its tokens. */
  const spoken = async (word: string): Promise<Where> => ({
    OR: [
      { foundBy: { some: { text: { text: { contains: fold(word) } } } } },
      { objectId: word },
      { id: { in: await wholesOf([word]) } },
    ],
  });

  /** Which acts are asked for. Parts stand under their whole, which has all by which they are found. */
  const where = async (filters: AuditEventFilters, now: Date): Promise<Where> => {
    const { person, action, tenant, user, client, outcome, object, search, request, from, to } = filters;
    const awaited = outcome.includes("unknown")
      ? await open(new Date(now.getTime() - OPEN_FOR_MS), now, COUNTED_UP_TO)
      : [];
    return {
      AND: [
        { intentId: null, partOf: null },
        outcome.length > 0
          ? {
              OR: [tagged("outcome", outcome), { id: { in: awaited.map(({ id, partOf }) => partOf ?? id) } }],
            }
          : {},
        person.length > 0 ? { actorId: { in: person } } : {},
        tagged("action", action),
        tagged("tenant", tenant),
        tagged("user", user),
        tagged("client", client),
        ...(await Promise.all(searchTerms(search ?? "").map(spoken))),
        object === undefined
          ? {}
          : { OR: [{ objectId: object }, { objectName: object }, { id: { in: await wholesOf([object]) } }] },
        request === undefined ? {} : { requestId: request },
        from === undefined ? {} : { at: { gte: new Date(from) } },
        to === undefined ? {} : { at: { lt: new Date(to) } },
      ],
    };
  };

  /** Events of intents, in their order. */
  const eventsOf = async (intents: readonly AuditRow[]): Promise<AuditEvent[]> => {
    const outcomes = await db.auditEntry.findMany({
      where: { intentId: { in: intents.map(({ id }) => id) } },
      orderBy: { sequence: "asc" },
    });
    // Where there are two, the later one knows better: see lib/server/audit/interrupted.ts.
    const outcomeById = new Map(outcomes.map((outcome) => [outcome.intentId, outcome]));
    return intents.map((intent) => toAuditEvent(intent, outcomeById.get(intent.id)));
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
    /** What one event is made of, oldest first. `after` is the sequence of the last row seen. */
    async parts(
      id: string,
      limit: number,
      after: number,
    ): Promise<{ events: { sequence: number; event: AuditEvent }[]; more: boolean }> {
      const rows = await db.auditEntry.findMany({
        where: { partOf: id, intentId: null, sequence: { gt: after } },
        orderBy: { sequence: "asc" },
        take: limit,
      });
      const events = await eventsOf(rows);
      return {
        events: rows.flatMap(({ sequence }, index) => {
          const event = events[index];
          return event ? [{ sequence, event }] : [];
        }),
        more: rows.length === limit,
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

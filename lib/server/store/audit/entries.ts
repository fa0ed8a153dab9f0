import "server-only";
import type { AuditEvent, AuditEventFilters } from "@/lib/contracts/audit-events";
import type { Database } from "../database";
import type { Prisma } from "../generated/client";
import { since } from "../rows/date-range";
import type { AuditRow, NewAuditEntry } from "./chain";
import { toAuditEvent } from "./event";
import { findActs } from "./search";

export type { NewAuditEntry } from "./chain";

type Where = Prisma.AuditEntryWhereInput;

/** Places of rows, newest first; undefined where any place may be one of them. */
type Places = readonly number[] | undefined;

/** SQLite takes so many values in one statement. */
const PLACES_AT_ONCE = 500;
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

  /** Which acts are asked for, a part of them at a time. Parts stand under their whole. */
  const asked = async (filters: AuditEventFilters, now: Date): Promise<{ where: Where; places: Places }> => {
    const { person, request, when, from, to } = filters;
    const awaited = filters.outcome.includes("unknown")
      ? await open(new Date(now.getTime() - OPEN_FOR_MS), now, COUNTED_UP_TO)
      : [];
    const { among, where } = await findActs(db, filters, awaited);
    return {
      where: {
        AND: [
          { intentId: null, partOf: null },
          ...where,
          person.length > 0 ? { actorId: { in: person } } : {},
          request === undefined ? {} : { requestId: request },
          when.length === 0 ? {} : { OR: when.map((value) => ({ at: since(value, now) })) },
          from === undefined ? {} : { at: { gte: new Date(from) } },
          to === undefined ? {} : { at: { lt: new Date(to) } },
        ],
      },
      places: among,
    };
  };

  /** Rows of intents, newest first, from before a place. */
  const intentsOf = async (
    { where, places }: { where: Where; places: Places },
    limit: number,
    before: number | undefined,
  ): Promise<AuditRow[]> => {
    const next = async (sequence: Prisma.IntFilter, take: number) =>
      db.auditEntry.findMany({ where: { AND: [where, { sequence }] }, orderBy: { sequence: "desc" }, take });
    if (!places) return next(before === undefined ? {} : { lt: before }, limit);
    const left = before === undefined ? places : places.filter((place) => place < before);
    const rows: AuditRow[] = [];
    for (let start = 0; start < left.length && rows.length < limit; start += PLACES_AT_ONCE)
      rows.push(...(await next({ in: left.slice(start, start + PLACES_AT_ONCE) }, limit - rows.length)));
    return rows;
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
      const { where, places } = await asked(filters, now);
      let count = 0;
      const take = COUNTED_UP_TO + 1;
      if (!places) count = await db.auditEntry.count({ where, take });
      else
        for (let start = 0; start < places.length && count < take; start += PLACES_AT_ONCE) {
          const sequence = { in: places.slice(start, start + PLACES_AT_ONCE) };
          count += await db.auditEntry.count({ where: { AND: [where, { sequence }] } });
        }
      return count > COUNTED_UP_TO ? null : count;
    },
    /** Newest first. `before` is the sequence of the last row seen. */
    async page(
      filters: AuditEventFilters,
      limit: number,
      before: number | undefined,
      now: Date,
    ): Promise<{ events: AuditEvent[]; last: number | undefined }> {
      const rows = await intentsOf(await asked(filters, now), limit, before);
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

import "server-only";
import type { Bulk } from "../bulk";
import type { Database } from "../database";
import type { AuditCheckpoint, AuditHead, AuditEntry as AuditRow } from "../generated/client";
import { dropUnusedTexts, keepTexts } from "./texts";

export type { AuditCheckpoint, AuditRow };

/** Where the chain ends: the last entry's place and mac. */
export type ChainHead = Pick<AuditHead, "sequence" | "mac" | "keyId">;

/** An entry before it has its place in the chain. */
export type NewAuditEntry = Omit<AuditRow, "sequence" | "mac" | "keyId">;

/** How entries are chained; made in lib/server/audit out of the key for it. */
export interface AuditChain {
  /** Gives entries their places and macs, each over the one before it. */
  link(previous: Pick<ChainHead, "sequence" | "mac">, entries: readonly NewAuditEntry[]): AuditRow[];
  /** Called once they are committed, never for what was rolled back. */
  committed(entries: readonly AuditRow[]): void;
  /** What to throw where a transaction fell because its entries could not be written. */
  refusal(error: unknown): Error;
}

/**
 * Adds entries at the end of the chain, in their order. The first statement takes the lock of the head (on SQLite, of the
 * database), so whoever comes second waits and then reads the mac of the first. It must be the last thing that a
 * transaction does: see docs/decisions/0019-the-audit-log-is-a-chain.md.
 */
export async function appendEntries(
  db: Database,
  bulk: Bulk,
  chain: AuditChain,
  entries: readonly NewAuditEntry[],
): Promise<AuditRow[]> {
  if (entries.length === 0) return [];
  const { mac, sequence } = await db.auditHead.update({
    where: { id: 1 },
    data: { sequence: { increment: entries.length } },
  });
  const rows = chain.link({ mac, sequence: sequence - entries.length }, entries);
  const last = rows.at(-1);
  if (last?.mac == null || last.keyId == null || last.sequence !== sequence)
    throw new Error("An audit entry was not chained.");
  await db.auditEntry.createMany({ data: rows });
  await keepTexts(db, bulk, rows);
  await db.auditHead.update({ where: { id: 1 }, data: { mac: last.mac, keyId: last.keyId } });
  return rows;
}

const DROPPED_AT_ONCE = 10_000;
/** PostgreSQL refuses to compare with what the column could not hold. */
export const LAST_SEQUENCE = 2 ** 31 - 1;

/** What verifying and archiving reads of the chain, oldest first, and what archiving writes. */
export function createAuditChainStore(db: Database) {
  return {
    async head(): Promise<ChainHead | undefined> {
      const row = await db.auditHead.findUnique({ where: { id: 1 } });
      return row ? { sequence: row.sequence, mac: row.mac, keyId: row.keyId } : undefined;
    },
    /** False when there is one already. */
    async begin(head: ChainHead): Promise<boolean> {
      if (await db.auditHead.findUnique({ where: { id: 1 } })) return false;
      await db.auditHead.create({ data: { id: 1, ...head } });
      return true;
    },
    /** Puts the end elsewhere, whatever stood there; for a chain that begins again on purpose. */
    async setHead(head: ChainHead): Promise<void> {
      await db.auditHead.upsert({ where: { id: 1 }, create: { id: 1, ...head }, update: head });
    },
    async lastSequence(): Promise<number> {
      const row = await db.auditEntry.findFirst({
        orderBy: { sequence: "desc" },
        select: { sequence: true },
      });
      return row?.sequence ?? 0;
    },
    /** Also of one that is no entry's: below the first place. */
    async firstSequence(): Promise<number | undefined> {
      const row = await db.auditEntry.findFirst({ orderBy: { sequence: "asc" }, select: { sequence: true } });
      return row?.sequence;
    },
    async firstChained(): Promise<number | undefined> {
      const row = await db.auditEntry.findFirst({
        where: { mac: { not: null } },
        orderBy: { sequence: "asc" },
        select: { sequence: true },
      });
      return row?.sequence;
    },
    async rows(after: number, upTo: number, limit: number): Promise<AuditRow[]> {
      const last = Math.min(upTo, LAST_SEQUENCE);
      // As the driver gives them: a log is read as a whole, and through the model a million rows take twice as long.
      const rows = await db.$queryRaw<AuditRow[]>`
        SELECT * FROM audit_entries WHERE sequence > ${after} AND sequence <= ${last} ORDER BY sequence LIMIT ${limit}`;
      return rows.map(toAuditRow);
    },
    async row(sequence: number): Promise<AuditRow | undefined> {
      return (await db.auditEntry.findUnique({ where: { sequence } })) ?? undefined;
    },
    /** The newest: entries up to there are in a file. */
    async checkpoint(): Promise<AuditCheckpoint | undefined> {
      return (await db.auditCheckpoint.findFirst({ orderBy: { sequence: "desc" } })) ?? undefined;
    },
    /** The last entry from before a moment such that no act is cut in two, nor from its parts; undefined where there is none. */
    async lastBefore(before: Date): Promise<number | undefined> {
      const first = await db.auditEntry.findFirst({
        where: { at: { gte: before } },
        orderBy: { sequence: "asc" },
        select: { sequence: true },
      });
      let cut = first ? first.sequence - 1 : await this.lastSequence();
      for (;;) {
        const outcomes = await db.auditEntry.findMany({
          where: { sequence: { gt: cut, lte: cut + 1000 }, intentId: { not: null } },
          select: { intentId: true },
        });
        const parts = await db.auditEntry.groupBy({
          by: ["partOf"],
          where: { sequence: { gt: cut }, partOf: { not: null } },
        });
        const ids = [
          ...outcomes.flatMap(({ intentId }) => intentId ?? []),
          ...parts.flatMap(({ partOf }) => partOf ?? []),
        ];
        const torn = await db.auditEntry.findFirst({
          where: { id: { in: ids }, sequence: { lte: cut } },
          orderBy: { sequence: "asc" },
          select: { sequence: true },
        });
        if (!torn) break;
        cut = torn.sequence - 1;
      }
      const last = await db.auditEntry.findFirst({
        where: { sequence: { lte: cut } },
        orderBy: { sequence: "desc" },
        select: { sequence: true },
      });
      return last?.sequence;
    },
    async keepCheckpoint(checkpoint: AuditCheckpoint): Promise<void> {
      await db.auditCheckpoint.create({ data: checkpoint });
    },
    /** Lets entries go that are archived, a part at a time; triggers refuse all others. Never inside a transaction. */
    async dropArchived(upTo: number): Promise<void> {
      for (;;) {
        const last = await db.auditEntry.findMany({
          where: { sequence: { lte: upTo } },
          orderBy: { sequence: "asc" },
          select: { sequence: true },
          take: DROPPED_AT_ONCE,
        });
        const end = last.at(-1);
        if (!end) break;
        await db.auditEntry.deleteMany({ where: { sequence: { lte: end.sequence } } });
      }
      await dropUnusedTexts(db);
    },
  };
}

/** Each column by its name, whatever the table has besides, and numbers as numbers whatever the driver takes them for. */
const toAuditRow = (row: AuditRow): AuditRow => ({
  sequence: Number(row.sequence),
  id: row.id,
  intentId: row.intentId,
  at: row.at,
  action: row.action,
  actorId: row.actorId,
  actorName: row.actorName,
  actorEmail: row.actorEmail,
  actorRole: row.actorRole,
  sessionId: row.sessionId,
  objectType: row.objectType,
  objectId: row.objectId,
  objectName: row.objectName,
  tenantId: row.tenantId,
  tenantName: row.tenantName,
  outcome: row.outcome,
  detail: row.detail,
  qlik: row.qlik,
  requestId: row.requestId,
  address: row.address,
  reason: row.reason,
  mac: row.mac,
  keyId: row.keyId,
  partOf: row.partOf,
  owner: row.owner,
});

export type AuditChainStore = ReturnType<typeof createAuditChainStore>;

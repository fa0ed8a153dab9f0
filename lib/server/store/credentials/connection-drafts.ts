import "server-only";
import {
  type ConnectionDraft,
  type ConnectionDraftSummary,
  type RowProblem,
  type RowState,
  rowProblem,
  rowStates,
} from "@/lib/contracts/connection-drafts";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Database } from "../database";
import type { ConnectionDraftRow as Row } from "../generated/client";
import { readJson } from "../rows/stored-json";

export interface NewDraftRow {
  readonly id: string;
  readonly line: number;
  readonly hostname: string;
  readonly clientId: string;
  /** What it was given as. */
  readonly level: "tenant" | "region";
  readonly sealedSecret: string | null;
  readonly problem: RowProblem | null;
  readonly tenantId: string | null;
  readonly tenantName: string | null;
}

/** A row that is to be checked; nobody else may until that has ended. */
export interface ClaimedRow
  extends Pick<Row, "id" | "line" | "hostname" | "clientId" | "level" | "tenantId"> {
  readonly sealedSecret: string;
}

type RowChange = Partial<Pick<Row, "hostname" | "clientId" | "sealedSecret" | "tenantId" | "tenantName">>;

export const DRAFT_ROWS_TABLE = "connection_draft_rows";

export function createConnectionDraftStore(db: Database) {
  return {
    async create(id: string, createdBy: string, at: Date, rows: readonly NewDraftRow[]): Promise<void> {
      await db.connectionDraft.create({ data: { id, createdBy, createdAt: at } });
      await db.connectionDraftRow.createMany({
        data: rows.map(({ problem, ...row }) => ({
          ...row,
          draftId: id,
          state: problem ? "failed" : "ready",
          problem: problem && JSON.stringify(problem),
        })),
      });
    },
    async list(): Promise<ConnectionDraftSummary[]> {
      const [drafts, groups] = await Promise.all([
        db.connectionDraft.findMany({ orderBy: [{ createdAt: "desc" }, { id: "asc" }] }),
        db.connectionDraftRow.groupBy({ by: ["draftId", "state"], _count: { _all: true } }),
      ]);
      return drafts.map(({ id, createdAt, createdBy }) => ({
        id,
        createdAt: createdAt.toISOString(),
        createdBy,
        counts: countsOf(
          groups
            .filter((group) => group.draftId === id)
            .map((group) => ({ state: stateOf(group.state), count: group._count._all })),
        ),
      }));
    },
    async find(id: string): Promise<ConnectionDraft | undefined> {
      const draft = await db.connectionDraft.findUnique({
        where: { id },
        include: { rows: { orderBy: [{ line: "asc" }, { id: "asc" }] } },
      });
      if (!draft) return undefined;
      const rows = draft.rows.map((row) => ({
        id: row.id,
        line: row.line,
        hostname: row.hostname,
        clientId: row.clientId,
        hasSecret: row.sealedSecret !== null,
        state: stateOf(row.state),
        problem: readJson(rowProblem, row.problem),
        tenantId: row.tenantId,
        tenantName:
          row.tenantId === null ? null : tenantNameOf({ id: row.tenantId, name: row.tenantName ?? "" }),
      }));
      return {
        id,
        createdAt: draft.createdAt.toISOString(),
        createdBy: draft.createdBy,
        counts: countsOf(rows.map(({ state }) => ({ state, count: 1 }))),
        rows,
      };
    },
    /**
     * Takes rows for a check, all at once, so that whoever looks sees what is still to come: those named, or all that
     * are ready. Left out are those that somebody else has, that are stored, or whose secret is missing.
     */
    async claim(
      draftId: string,
      rowIds: readonly string[] | undefined,
      at: Date,
    ): Promise<readonly ClaimedRow[]> {
      const rows = await db.connectionDraftRow.updateManyAndReturn({
        where: {
          draftId,
          sealedSecret: { not: null },
          ...(rowIds ? { id: { in: [...rowIds] }, state: { in: ["ready", "failed"] } } : { state: "ready" }),
        },
        data: { state: "checking", checkingSince: at, problem: null },
      });
      return rows
        .flatMap(({ sealedSecret, ...row }) => (sealedSecret === null ? [] : [{ ...row, sealedSecret }]))
        .sort((one, other) => one.line - other.line);
    },
    /** Says that these are still to be checked; how many are, for their draft may have been given up. */
    async hold(rowIds: readonly string[], at: Date): Promise<number> {
      const { count } = await db.connectionDraftRow.updateMany({
        where: { id: { in: [...rowIds] }, state: "checking" },
        data: { checkingSince: at },
      });
      return count;
    },
    async fail(id: string, problem: RowProblem): Promise<void> {
      await db.connectionDraftRow.updateMany({
        where: { id, state: "checking" },
        data: { state: "failed", checkingSince: null, problem: JSON.stringify(problem) },
      });
    },
    /** It was not checked, for the reason given, and is ready as before. */
    async putBack(id: string, problem: RowProblem): Promise<void> {
      await db.connectionDraftRow.updateMany({
        where: { id, state: "checking" },
        data: { state: "ready", checkingSince: null, problem: JSON.stringify(problem) },
      });
    },
    /** The credential itself is stored now: the draft forgets its secret. */
    async complete(id: string, tenant: { id: string; name: string }): Promise<void> {
      await db.connectionDraftRow.updateMany({
        where: { id },
        data: {
          state: "stored",
          checkingSince: null,
          problem: null,
          sealedSecret: null,
          tenantId: tenant.id,
          tenantName: tenant.name,
        },
      });
    },
    /** Checks that nobody has held for so long, or that were held at a time that has not come: their process is gone. */
    async freeBroken(draftId: string, now: Date, afterMs: number): Promise<void> {
      const before = new Date(now.getTime() - afterMs);
      const ahead = new Date(now.getTime() + afterMs);
      await db.connectionDraftRow.updateMany({
        where: {
          draftId,
          state: "checking",
          OR: [{ checkingSince: { lt: before } }, { checkingSince: { gt: ahead } }],
        },
        data: { state: "ready", checkingSince: null },
      });
    },
    /** False for a row that is being checked, is stored or is not there. */
    async change(draftId: string, id: string, change: RowChange): Promise<boolean> {
      const { count } = await db.connectionDraftRow.updateMany({
        where: { id, draftId, state: { in: ["ready", "failed"] } },
        data: { ...change, state: "ready", problem: null },
      });
      return count === 1;
    },
    async remove(id: string): Promise<boolean> {
      return (await db.connectionDraft.deleteMany({ where: { id } })).count === 1;
    },
  };
}

const stateOf = (state: string): RowState => rowStates.find((known) => known === state) ?? "ready";

function countsOf(groups: readonly { state: RowState; count: number }[]): ConnectionDraftSummary["counts"] {
  const counts = { ready: 0, checking: 0, failed: 0, stored: 0 };
  for (const { state, count } of groups) counts[state] += count;
  return counts;
}

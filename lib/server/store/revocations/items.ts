import "server-only";
import { z } from "zod";
import { type QlikAnswer, qlikAnswer } from "@/lib/contracts/qlik-answers";
import { type RevocationItemState, revocationItemStates } from "@/lib/contracts/revocations";
import type { Database } from "../database";
import type { RevocationItem as ItemRow } from "../generated/client";
import { readJson } from "../rows/stored-json";

/** One token of a revocation. */
export interface StoredRevocationItem {
  readonly position: number;
  readonly tenantId: string;
  readonly tokenId: string;
  readonly userId: string;
  readonly userName: string;
  /** The subject of who has no e-mail; empty where neither is known. */
  readonly userEmail: string;
  readonly clientId: string | null;
  readonly description: string | null;
  /** As Qlik had it. */
  readonly lastUsed: string | null;
  readonly state: RevocationItemState;
  readonly cause: string | null;
  readonly message: string | null;
  readonly intentId: string | null;
  /** How often it was sent and Qlik's answer did not say whether it was carried out. */
  readonly lostAnswers: number;
  readonly endedAt: Date | null;
}

export type NewRevocationItem = Omit<
  StoredRevocationItem,
  "position" | "intentId" | "lostAnswers" | "endedAt"
>;

/** How one token ended, or that it is to be tried again. */
export interface ItemEnd {
  readonly state: RevocationItemState;
  readonly cause?: string | undefined;
  readonly message?: string | undefined;
  readonly qlik?: QlikAnswer | undefined;
  /** Qlik's answer did not say whether it was carried out. */
  readonly answerLost?: true;
  readonly endedAt: Date | null;
}

export interface ProblemGroup {
  readonly state: RevocationItemState;
  readonly cause: string;
  readonly message: string;
  readonly tenantId: string;
  readonly tokens: number;
}

/** SQLite takes so many values in one statement. */
const ROWS_PER_INSERT = 500;
const MOST_PEOPLE = 100;
const MOST_PROBLEMS = 500;
/** Enough to notice a list that lacks them all. */
const SOME = 100;

export function createRevocationItemStore(db: Database) {
  return {
    async add(revocationId: string, items: readonly NewRevocationItem[]): Promise<void> {
      for (let start = 0; start < items.length; start += ROWS_PER_INSERT) {
        await db.revocationItem.createMany({
          data: items
            .slice(start, start + ROWS_PER_INSERT)
            .map((item, index) => ({ ...item, revocationId, position: start + index })),
        });
      }
    },
    /** The revocations in which something was sent whose end is not written down. */
    async unsettled(): Promise<string[]> {
      const groups = await db.revocationItem.groupBy({ by: ["revocationId"], where: { state: "sent" } });
      return groups.map(({ revocationId }) => revocationId);
    },
    /** The tenants with tokens in one of these states. */
    async tenantsWith(
      revocationId: string,
      states: readonly RevocationItemState[],
    ): Promise<ReadonlySet<string>> {
      const groups = await db.revocationItem.groupBy({
        by: ["tenantId"],
        where: { revocationId, state: { in: [...states] } },
      });
      return new Set(groups.map(({ tenantId }) => tenantId));
    },
    /** Which of these intents are of tokens that were sent and whose end is not written down. */
    async unsettledIntents(intentIds: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await db.revocationItem.findMany({
        where: { state: "sent", intentId: { in: [...intentIds] } },
        select: { intentId: true },
      });
      return new Set(rows.flatMap(({ intentId }) => intentId ?? []));
    },
    /** How many are in each state, for each tenant. */
    async counts(
      revocationId: string,
    ): Promise<{ tenantId: string; state: RevocationItemState; tokens: number }[]> {
      const groups = await db.revocationItem.groupBy({
        by: ["tenantId", "state"],
        where: { revocationId },
        _count: { _all: true },
      });
      return groups.map((group) => ({
        tenantId: group.tenantId,
        state: itemState.parse(group.state),
        tokens: group._count._all,
      }));
    },
    /** Whose tokens they are, without those left out; those with most first. */
    async people(
      revocationId: string,
    ): Promise<{ tenantId: string; userId: string; userName: string; userEmail: string; tokens: number }[]> {
      const groups = await db.revocationItem.groupBy({
        by: ["tenantId", "userId", "userName", "userEmail"],
        where: { revocationId, state: { not: "left-out" } },
        _count: { tokenId: true },
        orderBy: [{ _count: { tokenId: "desc" } }, { userId: "asc" }],
        take: MOST_PEOPLE,
      });
      return groups.map(({ tenantId, userId, userName, userEmail, _count }) => ({
        tenantId,
        userId,
        userName,
        userEmail,
        tokens: _count.tokenId,
      }));
    },
    /** What did not go as wished, by what it was. */
    async problems(revocationId: string): Promise<ProblemGroup[]> {
      const groups = await db.revocationItem.groupBy({
        by: ["state", "cause", "tenantId"],
        where: { revocationId, state: { in: ["left-out", "failed", "unknown"] } },
        _count: { tokenId: true },
        _min: { message: true },
        orderBy: [{ _count: { tokenId: "desc" } }, { tenantId: "asc" }],
        take: MOST_PROBLEMS,
      });
      return groups.map((group) => ({
        state: itemState.parse(group.state),
        cause: group.cause ?? "",
        message: group._min.message ?? "",
        tenantId: group.tenantId,
        tokens: group._count.tokenId,
      }));
    },
    /** What Qlik said to one of those that failed for a cause. */
    async exampleAnswer(revocationId: string, cause: string): Promise<QlikAnswer | null> {
      const row = await db.revocationItem.findFirst({
        where: { revocationId, cause, qlik: { not: null } },
        orderBy: { position: "asc" },
        select: { qlik: true },
      });
      return readJson(qlikAnswer, row?.qlik ?? null);
    },
    /** In the frozen order, after a place. */
    async page(
      revocationId: string,
      question: { state?: RevocationItemState | undefined; after: number; limit: number },
    ): Promise<StoredRevocationItem[]> {
      const rows = await db.revocationItem.findMany({
        where: {
          revocationId,
          position: { gt: question.after },
          ...(question.state ? { state: question.state } : {}),
        },
        orderBy: { position: "asc" },
        take: question.limit,
      });
      return rows.map(toItem);
    },
    /** Of one tenant in one state, in the frozen order. */
    async next(
      revocationId: string,
      tenantId: string,
      state: RevocationItemState,
      limit: number,
    ): Promise<StoredRevocationItem[]> {
      const rows = await db.revocationItem.findMany({
        where: { revocationId, tenantId, state },
        orderBy: { position: "asc" },
        take: limit,
      });
      return rows.map(toItem);
    },
    /** Of one tenant, what waits: in the frozen order what was not sent yet, and then what is to be tried again. */
    async nextToSend(revocationId: string, tenantId: string, limit: number): Promise<StoredRevocationItem[]> {
      const waiting = { revocationId, tenantId, state: "pending" };
      const fresh = await db.revocationItem.findMany({
        where: { ...waiting, cause: null },
        orderBy: { position: "asc" },
        take: limit,
      });
      if (fresh.length > 0) return fresh.map(toItem);
      const again = await db.revocationItem.findMany({
        where: waiting,
        orderBy: [{ lostAnswers: "asc" }, { position: "asc" }],
        take: limit,
      });
      return again.map(toItem);
    },
    /** Ids of some tokens that this revocation has not revoked, so that Qlik should list them; of one user when named. */
    async unrevoked(revocationId: string, tenantId: string, userId: string | undefined): Promise<string[]> {
      const rows = await db.revocationItem.findMany({
        where: {
          revocationId,
          tenantId,
          ...(userId === undefined ? {} : { userId }),
          OR: [{ state: { in: ["pending", "failed"] } }, { state: "left-out", cause: "console-own" }],
        },
        orderBy: { position: "asc" },
        take: SOME,
        select: { tokenId: true },
      });
      return rows.map(({ tokenId }) => tokenId);
    },
    /** True when it was still waiting: from now on Qlik may have been asked. */
    async markSent(revocationId: string, position: number, intentId: string): Promise<boolean> {
      const { count } = await db.revocationItem.updateMany({
        where: { revocationId, position, state: "pending" },
        data: { state: "sent", intentId, cause: null, message: null, qlik: null },
      });
      return count === 1;
    },
    async end(revocationId: string, position: number, end: ItemEnd): Promise<void> {
      await db.revocationItem.updateMany({
        where: { revocationId, position, state: "sent" },
        data: {
          state: end.state,
          cause: end.cause ?? null,
          message: end.message ?? null,
          qlik: end.qlik ? JSON.stringify(end.qlik) : null,
          endedAt: end.endedAt,
          ...(end.answerLost ? { lostAnswers: { increment: 1 } } : {}),
        },
      });
    },
    /** Turns all in some states into another, of one tenant or of all; returns how many. */
    async turn(
      revocationId: string,
      from: readonly RevocationItemState[],
      to: ItemEnd,
      tenantId?: string,
    ): Promise<number> {
      const { count } = await db.revocationItem.updateMany({
        where: { revocationId, state: { in: [...from] }, ...(tenantId === undefined ? {} : { tenantId }) },
        data: {
          state: to.state,
          cause: to.cause ?? null,
          message: to.message ?? null,
          qlik: to.qlik ? JSON.stringify(to.qlik) : null,
          endedAt: to.endedAt,
        },
      });
      return count;
    },
  };
}

const itemState = z.enum(revocationItemStates);

function toItem(row: ItemRow): StoredRevocationItem {
  return {
    position: row.position,
    tenantId: row.tenantId,
    tokenId: row.tokenId,
    userId: row.userId,
    userName: row.userName,
    userEmail: row.userEmail,
    clientId: row.clientId,
    description: row.description,
    lastUsed: row.lastUsed,
    state: itemState.parse(row.state),
    cause: row.cause,
    message: row.message,
    intentId: row.intentId,
    lostAnswers: row.lostAnswers,
    endedAt: row.endedAt,
  };
}

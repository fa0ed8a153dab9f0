import "server-only";
import type { GoneBecause } from "@/lib/contracts/fleet-tokens";
import type { Bulk } from "../bulk";
import type { Database } from "../database";
import { createTokenGroupStore, holdingsOf } from "./groups";
import {
  GONE_STATUS,
  type ListedToken,
  type ListedUser,
  type TokenPlace,
  tokenPrint,
  toTokenColumns,
  toUserColumns,
  userPrint,
} from "./rows";

/** A user that is kept, and the print of how it was when it was last read. */
export interface KnownUser {
  readonly number: number;
  readonly nameKey: string;
  readonly print: string;
}

/** A token that is kept as it was when it was last read: the print of all but its use, which changes most. */
export interface KnownToken {
  readonly print: string;
  readonly lastUsed: string | null;
}

/** What keeping tokens came to. */
export interface KeptTokens {
  readonly created: readonly ListedToken[];
  /** Whether any is new, or not by its user, client … as it was: then the tenant's counts are not true any more. */
  readonly regrouped: boolean;
}

const ROWS_AT_ONCE = 500;
const SOME = 100;

const userColumns = {
  tenantId: "text",
  userId: "text",
  name: "text",
  email: "text",
  subject: "text",
  status: "text",
  clientId: "text",
  bot: "boolean",
  personKey: "text",
  nameKey: "text",
  searchKey: "text",
  print: "text",
  firstSeenAt: "moment",
} as const;

const tokenColumns = {
  tenantId: "text",
  tokenId: "text",
  userNumber: "integer",
  clientId: "text",
  clientName: "text",
  description: "text",
  deviceType: "text",
  lastUsed: "text",
  lastUsedKey: "text",
  descriptionKey: "text",
  userKey: "text",
  clientKey: "text",
  tenantKey: "text",
  firstSeenAt: "moment",
  goneAt: "moment",
  goneBecause: "text",
  revocationId: "text",
  print: "text",
} as const;

/** What tenants list of their users and tokens, and what is no longer among it. */
export function createTokenListingStore(db: Database, bulk: Bulk) {
  const groups = createTokenGroupStore(db, bulk);
  return {
    async knownUsers(tenantId: string): Promise<Map<string, KnownUser>> {
      const rows = await bulk.read<[string, number, string, string]>({
        table: "tenant_users",
        columns: ["userId", "number", "nameKey", "print"],
        of: { tenantId },
      });
      return new Map(rows.map(([userId, number, nameKey, print]) => [userId, { number, nameKey, print }]));
    },
    /** Those that are new or not as they were; the others are not written. */
    async keepUsers(
      tenantId: string,
      listed: readonly ListedUser[],
      known: ReadonlyMap<string, KnownUser>,
      at: Date,
    ): Promise<number> {
      const rows = [...new Map(listed.map((user) => [user.userId, user])).values()]
        .filter((user) => known.get(user.userId)?.print !== userPrint(user))
        .map((user) => toUserColumns(tenantId, user, at));
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
        await bulk.write({
          table: "tenant_users",
          columns: userColumns,
          rows: rows.slice(start, start + ROWS_AT_ONCE),
          unique: ["tenantId", "userId"],
          kept: ["firstSeenAt"],
        });
      return rows.length;
    },
    /** Of users that the tenant does not list any more; what was known of them stays. */
    async markUsersGone(tenantId: string, userIds: readonly string[]): Promise<void> {
      for (let start = 0; start < userIds.length; start += ROWS_AT_ONCE)
        await db.tenantUser.updateMany({
          where: { tenantId, userId: { in: userIds.slice(start, start + ROWS_AT_ONCE) } },
          data: { status: GONE_STATUS, print: GONE_STATUS },
        });
    },
    /** Whose a token is; undefined when that is not known. */
    async holderOf(tenantId: string, tokenId: string): Promise<string | undefined> {
      const row = await db.oAuthToken.findUnique({
        where: { tenantId_tokenId: { tenantId, tokenId } },
        select: { user: { select: { userId: true } } },
      });
      return row?.user.userId || undefined;
    },
    /** Ids of some tokens that were listed when the tenant was last read; of one user when named. */
    async someListed(tenantId: string, userId: string | undefined): Promise<string[]> {
      const rows = await db.oAuthToken.findMany({
        where: { tenantId, goneAt: null, ...(userId === undefined ? {} : { user: { userId } }) },
        take: SOME,
        select: { tokenId: true },
      });
      return rows.map(({ tokenId }) => tokenId);
    },
    /** By id, those that were listed when the tenant was last read. */
    async knownTokens(tenantId: string): Promise<Map<string, KnownToken>> {
      const rows = await bulk.read<[string, string, string | null]>({
        table: "oauth_tokens",
        columns: ["tokenId", "print", "lastUsed"],
        of: { tenantId },
        onlyWhere: '"goneAt" IS NULL',
      });
      return new Map(rows.map(([tokenId, print, lastUsed]) => [tokenId, { print, lastUsed }]));
    },
    /**
     * Those that are new or not as they were; the others are not written. A token that went after `startedAt` was listed
     * before it went: it stays gone.
     */
    async keepTokens(
      tenantId: string,
      listed: readonly ListedToken[],
      known: ReadonlyMap<string, KnownToken>,
      placeOf: (token: ListedToken) => TokenPlace,
      startedAt: Date,
    ): Promise<KeptTokens> {
      const created: ListedToken[] = [];
      const rows: ReturnType<typeof toTokenColumns>[] = [];
      let regrouped = false;
      for (const token of new Map(listed.map((token) => [token.tokenId, token])).values()) {
        const before = known.get(token.tokenId);
        const place = placeOf(token);
        const print = tokenPrint(token, place);
        if (!before) created.push(token);
        if (before?.print !== print) regrouped = true;
        else if (before.lastUsed === token.lastUsed) continue;
        rows.push(toTokenColumns(tenantId, token, place, print, startedAt));
      }
      const gone = 'oauth_tokens."goneAt"';
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
        await bulk.write({
          table: "oauth_tokens",
          columns: tokenColumns,
          rows: rows.slice(start, start + ROWS_AT_ONCE),
          unique: ["tenantId", "tokenId"],
          kept: ["firstSeenAt"],
          onlyWhere: { sql: `${gone} IS NULL OR ${gone} <`, moment: startedAt },
        });
      return { created, regrouped };
    },
    /**
     * Tokens that have gone; those that have gone already stay as they went. Returns how many. Belongs in a
     * transaction, with the counts.
     */
    async markGone(
      tenantId: string,
      tokenIds: readonly string[],
      gone: { at: Date; because: GoneBecause; revocationId?: string | undefined },
    ): Promise<number> {
      let count = 0;
      for (let start = 0; start < tokenIds.length; start += ROWS_AT_ONCE) {
        const where = {
          tenantId,
          tokenId: { in: tokenIds.slice(start, start + ROWS_AT_ONCE) },
          goneAt: null,
        };
        const rows = await db.oAuthToken.findMany({ where, include: { user: true } });
        if (rows.length === 0) continue;
        await db.oAuthToken.updateMany({
          where,
          data: { goneAt: gone.at, goneBecause: gone.because, revocationId: gone.revocationId ?? null },
        });
        const byUser = new Map<number, number>();
        for (const { userNumber } of rows) byUser.set(userNumber, (byUser.get(userNumber) ?? 0) + 1);
        for (const [number, tokens] of byUser)
          await db.tenantUser.updateMany({ where: { number }, data: { tokens: { decrement: tokens } } });
        const lost = rows.flatMap((row) => holdingsOf(row, row.user));
        await groups.take(tenantId, lost, rows.length);
        count += rows.length;
      }
      return count;
    },
    /** The person and client of each token that was revoked since, and the revocation of many by which it went. */
    async revokedSince(
      tenantId: string,
      at: Date,
    ): Promise<{ userId: string; clientId: string | null; revocationId: string | null }[]> {
      const rows = await db.oAuthToken.findMany({
        where: { tenantId, goneBecause: "revoked", goneAt: { gte: at } },
        select: { clientId: true, revocationId: true, user: { select: { userId: true } } },
        orderBy: { goneAt: "asc" },
      });
      return rows.map(({ user, ...row }) => ({ ...row, userId: user.userId }));
    },
    async markReissued(
      tenantId: string,
      tokenIds: readonly string[],
      at: Date,
      after: string | null,
    ): Promise<void> {
      await db.oAuthToken.updateMany({
        where: { tenantId, tokenId: { in: [...tokenIds] } },
        data: { reissuedAt: at, reissuedAfter: after },
      });
    },
    /** Tokens that came after this revocation for the same people and clients, and are still listed. */
    async reissuedAfter(revocationId: string): Promise<number> {
      return db.oAuthToken.count({ where: { reissuedAfter: revocationId, goneAt: null } });
    },
    async issuedAgain(): Promise<number> {
      return db.oAuthToken.count({ where: { reissuedAt: { gt: new Date(0) }, goneAt: null } });
    },
    /** What has been gone for long, and the users of whom nothing is left. */
    async prune(tenantId: string, goneBefore: Date): Promise<void> {
      await db.oAuthToken.deleteMany({ where: { tenantId, goneAt: { lt: goneBefore } } });
      await db.tenantUser.deleteMany({
        where: { tenantId, status: GONE_STATUS, oauthTokens: { none: {} } },
      });
    },
    /** All that is kept of a tenant's tokens and users; belongs in a transaction. */
    async forget(tenantId: string): Promise<void> {
      await groups.forget(tenantId);
      await db.oAuthToken.deleteMany({ where: { tenantId } });
      await db.tenantUser.deleteMany({ where: { tenantId } });
      await db.tokenSync.deleteMany({ where: { tenantId } });
    },
  };
}

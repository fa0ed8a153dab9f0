import "server-only";
import { tenantNameOf } from "@/lib/contracts/tenant-name";
import type { Database } from "../database";
import { fold } from "../rows/folding";
import { revisionOf } from "../rows/revision";
import { calledMembers, namesApart } from "../tenants/names";
import type { TokenGroup } from "./groups";

/** How old what is kept of a tenant's tokens is, and how the last reading went. */
export interface StoredTokenSync {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** null: it was never begun. */
  readonly outcome: "running" | "succeeded" | "failed" | null;
  readonly tokensRead: number;
  readonly message: string | null;
  readonly lastSyncedAt: Date | null;
  readonly watchedUntil: Date | null;
  readonly tokens: number;
  readonly users: number;
}

export interface TokenSyncEnd {
  readonly at: Date;
  readonly outcome: "succeeded" | "failed";
  readonly tokensRead: number;
  readonly message: string | null;
}

export function createTokenSyncStore(db: Database) {
  return {
    /** Of every tenant that has a credential, also where none was begun. */
    async list(): Promise<StoredTokenSync[]> {
      // In one question: Prisma would ask two more, each with the ids of all these tenants.
      const rows = await db.$queryRaw<(SyncRow & Omit<Row, "tokenSync">)[]>`
        SELECT "tenants"."id", "tenants"."name", "tenants"."hostnameKey", "token_syncs"."outcome", "token_syncs"."startedAt",
          "token_syncs"."finishedAt", "token_syncs"."tokensRead", "token_syncs"."message",
          "token_syncs"."lastSyncedAt", "token_syncs"."watchedUntil", "token_syncs"."tokens", "token_syncs"."users"
        FROM "credentials" JOIN "tenants" ON "tenants"."id" = "credentials"."tenantId"
          LEFT JOIN "token_syncs" ON "token_syncs"."tenantId" = "tenants"."id"
        ORDER BY "credentials"."tenantId" ASC`;
      return rows.map(({ id, name, hostnameKey, ...tokenSync }) =>
        toSync({ id, name, hostnameKey, tokenSync }),
      );
    },
    /**
     * What the readings of all tenants have written so far: another one once tokens were kept, or are gone. Whoever reads
     * a list asks first, so that it is never newer than its rows.
     */
    async revision(): Promise<string> {
      return revisionOf(
        await db.tokenSync.aggregate({
          _count: { _all: true },
          _sum: { tokens: true, users: true, tokensRead: true },
          _max: { finishedAt: true, lastSyncedAt: true },
        }),
      );
    },
    async find(tenantId: string): Promise<StoredTokenSync | undefined> {
      const row = await db.tenant.findUnique({
        where: { id: tenantId },
        select: { id: true, name: true, hostnameKey: true, tokenSync: true },
      });
      return row ? toSync(row) : undefined;
    },
    /** For the one who holds the lease of this work. */
    async begin(tenantId: string, at: Date): Promise<void> {
      const data = { outcome: "running", startedAt: at, finishedAt: null, tokensRead: 0, message: null };
      const { count } = await db.tokenSync.updateMany({ where: { tenantId }, data });
      if (count === 0) await db.tokenSync.create({ data: { tenantId, ...data } });
    },
    async keepProgress(tenantId: string, tokensRead: number): Promise<void> {
      await db.tokenSync.updateMany({ where: { tenantId }, data: { tokensRead } });
    },
    async end(tenantId: string, { at, outcome, tokensRead, message }: TokenSyncEnd): Promise<void> {
      await db.tokenSync.updateMany({
        where: { tenantId },
        data: {
          outcome,
          finishedAt: at,
          tokensRead,
          message,
          ...(outcome === "succeeded" ? { lastSyncedAt: at } : {}),
        },
      });
    },
    /** Reads these tenants more often until then. */
    async watch(tenantId: string, until: Date): Promise<void> {
      await db.tokenSync.updateMany({ where: { tenantId }, data: { watchedUntil: until } });
    },
    /** How many tokens each tenant has that was read, and where it belongs. */
    async byTenant(): Promise<{ tokens: number; regionCode: string; organizationId: string | null }[]> {
      return db.$queryRaw`
        SELECT "token_syncs"."tokens", "tenants"."regionCode", "tenants"."organizationId"
        FROM "token_syncs" JOIN "tenants" ON "tenants"."id" = "token_syncs"."tenantId"
        WHERE "token_syncs"."tokens" > 0`;
    },
    /** Tenants as groups of tokens, those with most first. */
    async page(
      terms: readonly string[],
      limit: number,
      after: { tokens: number; key: string } | undefined,
    ): Promise<TokenGroup[]> {
      const rows = await db.tokenSync.findMany({
        where: {
          AND: [
            whereGroup(terms),
            after
              ? {
                  OR: [
                    { tokens: { lt: after.tokens } },
                    { tokens: after.tokens, tenantId: { lt: after.key } },
                  ],
                }
              : {},
          ],
        },
        orderBy: [{ tokens: "desc" }, { tenantId: "desc" }],
        take: limit,
        select: { tenantId: true, tokens: true, tenant: { select: calledMembers } },
      });
      const names = await namesApart(
        db,
        rows.map(({ tenant }) => tenant),
      );
      return rows.map(({ tenantId, tokens }) => ({
        key: tenantId,
        label: names.get(tenantId) ?? tenantId,
        tokens,
        tenants: 1,
      }));
    },
    async count(terms: readonly string[]): Promise<number> {
      return db.tokenSync.count({ where: whereGroup(terms) });
    },
  };
}

const whereGroup = (terms: readonly string[]) => ({
  tokens: { gt: 0 },
  tenant: { AND: terms.map((term) => ({ searchKey: { contains: fold(term) } })) },
});

interface Row {
  readonly id: string;
  readonly name: string;
  readonly hostnameKey: string;
  readonly tokenSync: SyncRow | null;
}

/** All null where none was begun. */
interface SyncRow {
  readonly outcome: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly tokensRead: number | null;
  readonly message: string | null;
  readonly lastSyncedAt: Date | null;
  readonly watchedUntil: Date | null;
  readonly tokens: number | null;
  readonly users: number | null;
}

function toSync({ id, name, hostnameKey, tokenSync: row }: Row): StoredTokenSync {
  return {
    tenantId: id,
    tenantName: tenantNameOf({ id, name, hostnames: [hostnameKey] }),
    startedAt: row?.startedAt ?? null,
    finishedAt: row?.finishedAt ?? null,
    outcome:
      row?.outcome === "running" || row?.outcome === "succeeded" || row?.outcome === "failed"
        ? row.outcome
        : null,
    tokensRead: row?.tokensRead ?? 0,
    message: row?.message ?? null,
    lastSyncedAt: row?.lastSyncedAt ?? null,
    watchedUntil: row?.watchedUntil ?? null,
    tokens: row?.tokens ?? 0,
    users: row?.users ?? 0,
  };
}

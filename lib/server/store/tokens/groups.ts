import "server-only";
import type { Bulk } from "../bulk";
import type { Database } from "../database";
import { cutTo, fold } from "../rows/folding";

/** By what tokens are counted; each count is kept in a row. */
export const groupKinds = ["person", "client", "device", "description", "status"] as const;
export type GroupKind = (typeof groupKinds)[number];

/** One group's part in one tenant. */
export interface Holding {
  readonly kind: GroupKind;
  readonly key: string;
  readonly label: string;
  readonly tokens: number;
}

export interface TokenGroup {
  readonly key: string;
  readonly label: string;
  readonly tokens: number;
  readonly tenants: number;
}

/** Longer keys are cut. */
export const LONGEST_GROUP_KEY = 250;

export type TokenGroupStore = ReturnType<typeof createTokenGroupStore>;

/** Counts of tokens by person, client …; every change belongs in a transaction. */
export function createTokenGroupStore(db: Database, bulk: Bulk) {
  const change = async (tenantId: string, before: readonly Holding[], after: readonly Holding[]) => {
    const old = new Map(before.map((holding) => [nameOf(holding), holding]));
    const now = new Map(after.map((holding) => [nameOf(holding), holding]));
    const changed = [...now.values()].filter((holding) => {
      const was = old.get(nameOf(holding));
      return was?.tokens !== holding.tokens || was.label !== holding.label;
    });
    const gone = [...old.values()].filter((holding) => !now.has(nameOf(holding)));
    if (changed.length + gone.length === 0) return;

    for (const [kind, keys] of keysByKind(gone))
      for (const some of chunks(keys))
        await db.tokenHolding.deleteMany({ where: { tenantId, kind, key: { in: [...some] } } });
    await bulk.write({
      table: "token_holdings",
      columns: { tenantId: "text", kind: "text", key: "text", label: "text", tokens: "integer" },
      rows: changed.map((holding) => ({ tenantId, ...holding })),
      unique: ["tenantId", "kind", "key"],
    });
    await bulk.write({
      table: "token_groups",
      columns: {
        kind: "text",
        key: "text",
        label: "text",
        searchKey: "text",
        tokens: "integer",
        tenants: "integer",
      },
      rows: [
        ...changed.map((holding) => {
          const was = old.get(nameOf(holding));
          return groupRow(holding, holding.tokens - (was?.tokens ?? 0), was ? 0 : 1);
        }),
        ...gone.map((holding) => groupRow(holding, -holding.tokens, -1)),
      ],
      unique: ["kind", "key"],
      added: ["tokens", "tenants"],
    });
    if (gone.length > 0) await db.tokenGroup.deleteMany({ where: { tenants: { lte: 0 } } });
  };

  const held = async (tenantId: string): Promise<Holding[]> =>
    (await db.tokenHolding.findMany({ where: { tenantId } })).map(toHolding);

  return {
    /** Counts a tenant's tokens anew, and what that changes in the groups. */
    async recount(tenantId: string): Promise<void> {
      await db.$executeRaw`UPDATE "tenant_users" SET "tokens" = (SELECT count(*) FROM "oauth_tokens" WHERE "oauth_tokens"."userNumber" = "tenant_users"."number" AND "oauth_tokens"."goneAt" IS NULL) WHERE "tenantId" = ${tenantId}`;
      await change(tenantId, await held(tenantId), await countHoldings(db, tenantId));
      const [tokens, users] = await Promise.all([
        db.oAuthToken.count({ where: { tenantId, goneAt: null } }),
        db.tenantUser.count({ where: { tenantId, status: { not: "gone" } } }),
      ]);
      await db.tokenSync.updateMany({ where: { tenantId }, data: { tokens, users } });
    },
    /** Takes tokens out of the counts that have just gone; cheaper than counting a large tenant anew. */
    async take(tenantId: string, lost: readonly Holding[], tokens: number): Promise<void> {
      const names = new Map<string, number>();
      for (const holding of lost)
        names.set(nameOf(holding), (names.get(nameOf(holding)) ?? 0) + holding.tokens);
      const before: Holding[] = [];
      for (const [kind, keys] of keysByKind(lost))
        for (const some of chunks(keys)) {
          const rows = await db.tokenHolding.findMany({ where: { tenantId, kind, key: { in: [...some] } } });
          before.push(...rows.map(toHolding));
        }
      const after = before
        .map((holding) => ({ ...holding, tokens: holding.tokens - (names.get(nameOf(holding)) ?? 0) }))
        .filter((holding) => holding.tokens > 0);
      await change(tenantId, before, after);
      await db.tokenSync.updateMany({ where: { tenantId }, data: { tokens: { decrement: tokens } } });
    },
    /** Before all that is kept of a tenant goes. */
    async forget(tenantId: string): Promise<void> {
      await change(tenantId, await held(tenantId), []);
    },
    /** Those with most tokens first; undefined for a cursor that is none. */
    async page(
      kind: GroupKind,
      terms: readonly string[],
      limit: number,
      after: { tokens: number; key: string } | undefined,
    ): Promise<TokenGroup[]> {
      return db.tokenGroup.findMany({
        where: {
          kind,
          AND: [
            ...terms.map((term) => ({ searchKey: { contains: fold(term) } })),
            after
              ? { OR: [{ tokens: { lt: after.tokens } }, { tokens: after.tokens, key: { lt: after.key } }] }
              : {},
          ],
        },
        orderBy: [{ tokens: "desc" }, { key: "desc" }],
        take: limit,
        select: { key: true, label: true, tokens: true, tenants: true },
      });
    },
    async count(kind: GroupKind, terms: readonly string[]): Promise<number> {
      const where = { kind, AND: terms.map((term) => ({ searchKey: { contains: fold(term) } })) };
      return db.tokenGroup.count({ where });
    },
    async find(kind: GroupKind, keys: readonly string[]): Promise<TokenGroup[]> {
      return db.tokenGroup.findMany({
        where: { kind, key: { in: [...keys] } },
        select: { key: true, label: true, tokens: true, tenants: true },
      });
    },
  };
}

const nameOf = ({ kind, key }: Pick<Holding, "kind" | "key">) => `${kind} ${key}`;

function keysByKind(holdings: readonly Holding[]): Map<GroupKind, string[]> {
  const kinds = new Map<GroupKind, Set<string>>();
  for (const { kind, key } of holdings) kinds.set(kind, (kinds.get(kind) ?? new Set()).add(key));
  return new Map([...kinds].map(([kind, keys]) => [kind, [...keys]]));
}

/** What a group is found by. */
export const groupSearchKey = ({ label, key }: { readonly label: string; readonly key: string }): string =>
  fold(`${label}\n${key}`);

const groupRow = ({ kind, key, label }: Holding, tokens: number, tenants: number) => ({
  kind,
  key,
  label,
  searchKey: groupSearchKey({ label, key }),
  tokens,
  tenants,
});

function toHolding(row: { kind: string; key: string; label: string; tokens: number }): Holding {
  const kind = groupKinds.find((one) => one === row.kind) ?? "person";
  return { kind, key: row.key, label: row.label, tokens: row.tokens };
}

async function countHoldings(db: Database, tenantId: string): Promise<Holding[]> {
  const where = { tenantId, goneAt: null };
  const counted = { _all: true } as const;
  const [clients, devices, descriptions, users] = await Promise.all([
    db.oAuthToken.groupBy({ by: ["clientId", "clientName"], where, _count: counted }),
    db.oAuthToken.groupBy({ by: ["deviceType"], where, _count: counted }),
    db.oAuthToken.groupBy({ by: ["descriptionKey"], where, _count: counted, _min: { description: true } }),
    db.tenantUser.findMany({
      where: { tenantId, tokens: { gt: 0 } },
      select: { personKey: true, name: true, email: true, userId: true, status: true, tokens: true },
    }),
  ]);
  return sum([
    ...clients.flatMap((row) => clientHolding(row.clientId, row.clientName, row._count._all)),
    ...devices.flatMap((row) => deviceHolding(row.deviceType, row._count._all)),
    ...descriptions.flatMap((row) =>
      descriptionHolding(row.descriptionKey, row._min.description, row._count._all),
    ),
    ...users.flatMap((user) => userHoldings(user, user.tokens)),
  ]);
}

/** What one token adds to the counts of its tenant. */
export function holdingsOf(
  token: {
    readonly clientId: string | null;
    readonly clientName: string | null;
    readonly deviceType: string | null;
    readonly description: string | null;
    readonly descriptionKey: string;
  },
  user: HoldingUser,
): Holding[] {
  return [
    ...clientHolding(token.clientId, token.clientName, 1),
    ...deviceHolding(token.deviceType, 1),
    ...descriptionHolding(token.descriptionKey, token.description, 1),
    ...userHoldings(user, 1),
  ];
}

interface HoldingUser {
  readonly personKey: string;
  readonly name: string;
  readonly email: string | null;
  readonly userId: string;
  readonly status: string;
}

const clientHolding = (id: string | null, name: string | null, tokens: number): Holding[] =>
  id === null ? [] : [{ kind: "client", key: cutTo(LONGEST_GROUP_KEY, id), label: name ?? "", tokens }];
const deviceHolding = (device: string | null, tokens: number): Holding[] =>
  device === null ? [] : [{ kind: "device", key: cutTo(LONGEST_GROUP_KEY, device), label: device, tokens }];
const descriptionHolding = (key: string, description: string | null, tokens: number): Holding[] =>
  description === null ? [] : [{ kind: "description", key, label: description, tokens }];
const userHoldings = (user: HoldingUser, tokens: number): Holding[] => [
  { kind: "person", key: user.personKey, label: user.name || user.email || user.userId, tokens },
  { kind: "status", key: cutTo(LONGEST_GROUP_KEY, user.status), label: user.status, tokens },
];

/** One row for each group: two users of a tenant may be one person, and one client may have had two names. */
function sum(holdings: readonly Holding[]): Holding[] {
  const summed = new Map<string, Holding>();
  for (const holding of holdings) {
    const there = summed.get(nameOf(holding));
    summed.set(nameOf(holding), { ...holding, tokens: holding.tokens + (there?.tokens ?? 0) });
  }
  return [...summed.values()];
}

function* chunks<T>(all: readonly T[], size = 500): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

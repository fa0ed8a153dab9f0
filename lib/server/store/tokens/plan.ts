import "server-only";
import { searchTerms } from "@/lib/contracts/search-terms";
import type { Database } from "../database";
import { fold } from "../rows/folding";
import {
  asksListedAlone,
  asksTokens,
  type Filters,
  type TenantWhere,
  type TokenWhere,
  tenantPart,
  tokenPart,
  type UserWhere,
  userPart,
} from "./filters";
import { type GroupKind, LONGEST_GROUP_KEY } from "./groups";

/** How to find what passes the filters. */
export interface FleetPlan {
  readonly where: TokenWhere;
  /** How many there are, when what is kept tells and it was asked; undefined when they would have to be counted. */
  readonly tokens: number | undefined;
}

/** To so few tokens an index leads from their people; else the list's order is followed. */
const FEW_TOKENS = 5_000;
/** Where matches have to be counted, too, following the order passes over far more. */
const FEW_TOKENS_TO_COUNT = 50_000;
/** Of what is named one by one: with all filters at their most, SQLite's 999 parameters must do. */
const MOST_VALUES = 100;
const NOTHING: TokenWhere = { number: { in: [] } };

/**
 * People and tenants are a small part of a million tokens, and how many each has is kept with them. So they are asked
 * first: few tokens are then found by an index, many by following the order of the list and passing over the others.
 * Then it is `isNot` a user who does not match, and not `is` one who does: a database that reads the latter begins with
 * the users, and sorts half of all tokens.
 */
export async function planFleet(
  db: Database,
  filters: Filters,
  now: Date,
  { counted }: { readonly counted: boolean },
): Promise<FleetPlan> {
  const tenants = tenantPart(filters);
  const users = userPart(filters);
  const listed = asksListedAlone(filters);
  const searched = filters.search === undefined ? undefined : await planSearch(db, filters.search, listed);
  const own = tokenPart(filters, now);
  const kept = await keptCount(db, filters);
  const found = users
    ? await findUsers(db, { AND: [users, tenants ? { tenant: tenants } : {}] }, listed, {
        few: asksTokens(filters) ? FEW_TOKENS_TO_COUNT : FEW_TOKENS,
        kept,
      })
    : tenants
      ? await findTenants(db, tenants, listed)
      : { where: {}, tokens: counted ? await countAll(db) : undefined };
  const tokens = kept ?? (asksTokens(filters) ? undefined : found.tokens);
  return { where: { AND: [found.where, ...(searched ? [searched] : []), ...own] }, tokens };
}

/** Filters by whose values tokens are counted as they come and go. */
const countedBy = { client: "client", device: "device", userStatus: "status" } as const satisfies Partial<
  Record<keyof Filters, GroupKind>
>;

const isAsked = (value: Filters[keyof Filters]): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined;

/** How many tokens pass when one such filter is all that is asked. */
async function keptCount(db: Database, filters: Filters): Promise<number | undefined> {
  const asked = Object.entries(filters).flatMap(([name, value]) => (isAsked(value) ? [name] : []));
  const name = (Object.keys(countedBy) as (keyof typeof countedBy)[]).find((one) => asked.includes(one));
  if (name === undefined || asked.length !== 1) return undefined;
  const keys = filters[name];
  if (keys.includes("none") || keys.some((key) => key.length > LONGEST_GROUP_KEY)) return undefined;
  const { _sum } = await db.tokenGroup.aggregate({
    where: { kind: countedBy[name], key: { in: keys } },
    _sum: { tokens: true },
  });
  return _sum.tokens ?? 0;
}

interface Found {
  readonly where: TokenWhere;
  readonly tokens: number;
}

async function findUsers(
  db: Database,
  where: UserWhere,
  listed: boolean,
  { few = FEW_TOKENS, kept }: { readonly few?: number; readonly kept?: number | undefined } = {},
): Promise<Found> {
  const far: TokenWhere = { user: { isNot: { NOT: where } } };
  if (kept !== undefined && kept > few) return { where: far, tokens: kept };
  const asked = listed ? { AND: [where, { tokens: { gt: 0 } }] } : where;
  const { _sum, _count } = await db.tenantUser.aggregate({
    where: asked,
    _sum: { tokens: true },
    _count: { _all: true },
  });
  const tokens = _sum.tokens ?? 0;
  if (tokens > few) return { where: far, tokens };
  if (_count._all > MOST_VALUES) return { where: { user: { is: where } }, tokens };
  const rows = await db.tenantUser.findMany({
    where: asked,
    select: { number: true },
    take: MOST_VALUES,
  });
  return { where: { userNumber: { in: rows.map(({ number }) => number) } }, tokens };
}

async function countAll(db: Database): Promise<number> {
  const { _sum } = await db.tokenSync.aggregate({ _sum: { tokens: true } });
  return _sum.tokens ?? 0;
}

async function findTenants(db: Database, where: TenantWhere, listed: boolean): Promise<Found> {
  const rows = await db.tokenSync.findMany({
    where: { tenant: where },
    select: { tenantId: true, tokens: true },
  });
  const tokens = rows.reduce((sum, row) => sum + row.tokens, 0);
  const [only] = rows;
  // One tenant has an order of its own in no index, but reading it whole is what a tenant's page does too.
  const near = rows.length <= MOST_VALUES && (tokens <= FEW_TOKENS || !listed);
  if (rows.length === 1 && only && tokens <= 10 * FEW_TOKENS)
    return { where: { tenantId: only.tenantId }, tokens };
  return near
    ? { where: { tenantId: { in: rows.map(({ tenantId }) => tenantId) } }, tokens }
    : { where: { tenant: { isNot: { NOT: where } } }, tokens };
}

/** A term is looked for where it can be: among people, clients and descriptions, each of which is kept once. */
async function planSearch(db: Database, text: string, listed: boolean): Promise<TokenWhere> {
  const terms = searchTerms(text).map(fold);
  const contains = (term: string) => ({ searchKey: { contains: term } });
  const most = Math.max(1, Math.floor(MOST_VALUES / Math.max(terms.length, 1)));
  const tenants = await Promise.all(
    terms.map((term) => db.tenant.findMany({ where: contains(term), select: { id: true }, take: most })),
  );
  const people: UserWhere = {
    AND: terms.map((term, index) => {
      const ids = tenants[index]?.map(({ id }) => id) ?? [];
      if (ids.length === 0) return contains(term);
      const there = ids.length < most ? { tenantId: { in: ids } } : { tenant: contains(term) };
      return { OR: [contains(term), there] };
    }),
  };
  const groups = (kind: "client" | "description") =>
    db.tokenGroup.findMany({
      where: { kind, AND: terms.map(contains) },
      select: { key: true, tokens: true },
      take: MOST_VALUES + 1,
    });
  const [users, clients, descriptions] = await Promise.all([
    findUsers(db, people, listed),
    groups("client"),
    groups("description"),
  ]);
  const kept = [...clients, ...descriptions].reduce((sum, { tokens }) => sum + tokens, users.tokens);
  const few =
    kept <= FEW_TOKENS && clients.length <= MOST_VALUES / 3 && descriptions.length <= MOST_VALUES / 3;
  const id = await findToken(db, text);
  if (few)
    return anyOf([
      ...(listed && users.tokens === 0 ? [] : [users.where]),
      ...(clients.length > 0 ? [{ clientId: { in: clients.map(({ key }) => key) } }] : []),
      ...(descriptions.length > 0 ? [{ descriptionKey: { in: descriptions.map(({ key }) => key) } }] : []),
      ...id,
    ]);
  return anyOf([
    { user: { isNot: { NOT: people } } },
    ...(clients.length > 0 ? [{ AND: terms.map((term) => ({ clientKey: { contains: term } })) }] : []),
    ...(descriptions.length > 0
      ? [{ AND: terms.map((term) => ({ descriptionKey: { contains: term } })) }]
      : []),
    ...id,
  ]);
}

/** Asked by itself: as one of several conditions it would keep a database from the indexes of the others. */
async function findToken(db: Database, tokenId: string): Promise<TokenWhere[]> {
  const rows = await db.oAuthToken.findMany({ where: { tokenId }, select: { number: true } });
  return rows.length > 0 ? [{ number: { in: rows.map(({ number }) => number) } }] : [];
}

/** One condition is not put into an OR, which would keep a database from its index; of none, nothing passes. */
function anyOf(parts: readonly TokenWhere[]): TokenWhere {
  const [only = NOTHING, ...others] = parts;
  return others.length === 0 ? only : { OR: [...parts] };
}

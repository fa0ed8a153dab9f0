import "server-only";
import {
  COUNTED_UP_TO,
  type FleetFilters,
  type FleetToken,
  goneBecauses,
} from "@/lib/contracts/fleet-tokens";
import type { Bulk } from "../bulk";
import type { Database } from "../database";
import type { Prisma } from "../generated/client";
import { calledMembers, namesApart } from "../tenants/names";
import { type Filters, tenantPart } from "./filters";
import { fleetNames, type NamesOfTenant, type NamesOfUser } from "./names";
import { afterFleetCursor, fleetCursor, fleetKeys, fleetOrder } from "./order";
import { type FleetPlan, planFleet } from "./plan";

const shown = {
  number: true,
  tokenId: true,
  tenantId: true,
  clientId: true,
  clientName: true,
  description: true,
  deviceType: true,
  lastUsed: true,
  firstSeenAt: true,
  goneAt: true,
  goneBecause: true,
  revocationId: true,
  reissuedAt: true,
  userNumber: true,
} as const satisfies Prisma.OAuthTokenSelect;
type Row = Prisma.OAuthTokenGetPayload<{ select: typeof shown }>;

/** How many there are, exactly or at least. */
export interface FleetCount {
  readonly total: number;
  readonly isLeast: boolean;
}

export function createFleetTokenStore(db: Database, bulk: Bulk) {
  return {
    /**
     * One page, the cursor of the next one if there is any, and with the first page how many there are; undefined for a
     * cursor that is not of this order.
     */
    async page(
      filters: Filters,
      now: Date,
      sort: FleetFilters["sort"],
      limit: number,
      cursor: string | undefined,
    ): Promise<
      { tokens: FleetToken[]; next: string | undefined; count: FleetCount | undefined } | undefined
    > {
      const after = cursor === undefined ? {} : afterFleetCursor(cursor, sort);
      if (!after) return undefined;
      const plan = await planFleet(db, filters, now, { counted: cursor === undefined });
      const rows =
        plan.tokens === 0
          ? []
          : await db.oAuthToken.findMany({
              where: { AND: [plan.where, after] },
              orderBy: fleetOrder(sort),
              select: { ...shown, ...fleetKeys(sort) },
              take: limit + 1,
            });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        tokens: await withNames(bulk, page),
        next: last && fleetCursor(last, sort, cursor),
        count:
          cursor === undefined ? await countOf(db, plan, sort, last ? undefined : rows.length) : undefined,
      };
    },
    /** All that pass the filters, in the order in which they were first seen, up to so many. */
    async chosen(filters: Filters, now: Date, most: number): Promise<ChosenToken[]> {
      const { where } = await planFleet(db, filters, now, { counted: false });
      const chosen: ChosenToken[] = [];
      let last = 0;
      while (chosen.length < most) {
        const rows = await db.oAuthToken.findMany({
          where: { AND: [where, { number: { gt: last } }] },
          orderBy: { number: "asc" },
          select: {
            number: true,
            tenantId: true,
            tokenId: true,
            clientId: true,
            description: true,
            lastUsed: true,
            goneAt: true,
            user: { select: { userId: true, name: true, email: true, subject: true } },
          },
          take: Math.min(CHOSEN_AT_ONCE, most - chosen.length),
        });
        for (const { tenantId, tokenId, clientId, description, lastUsed, goneAt, user } of rows)
          chosen.push({
            tenantId,
            tokenId,
            clientId,
            description,
            lastUsed,
            gone: goneAt !== null,
            userId: user.userId,
            userName: user.name || user.email || "",
            userEmail: user.email || user.subject || "",
          });
        last = rows.at(-1)?.number ?? last;
        if (rows.length === 0) break;
      }
      return chosen;
    },
    /** The tenants that pass what the filters ask of tenants: how many, and those with a credential by name, called as they are told apart. */
    async tenants(filters: Filters): Promise<{ total: number; connected: NamedTenant[] }> {
      const where = tenantPart(filters) ?? {};
      const [total, connected] = await Promise.all([
        db.tenant.count({ where }),
        db.tenant.findMany({
          where: { AND: [where, { credential: { isNot: null } }] },
          select: calledMembers,
          orderBy: [{ nameKey: "asc" }, { id: "asc" }],
        }),
      ]);
      const names = await namesApart(db, connected);
      return {
        total,
        connected: connected.map(({ id }) => ({ tenantId: id, tenantName: names.get(id) ?? id })),
      };
    },
  };
}

export interface NamedTenant {
  readonly tenantId: string;
  readonly tenantName: string;
}

/** A token of which something is to be done, and whose it was when its tenant was last read. */
export interface ChosenToken {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly clientId: string | null;
  readonly description: string | null;
  /** As Qlik had it. */
  readonly lastUsed: string | null;
  /** Qlik did not list it any more. */
  readonly gone: boolean;
  readonly userId: string;
  readonly userName: string;
  /** The subject of who has no e-mail. */
  readonly userEmail: string;
}

const CHOSEN_AT_ONCE = 5_000;

async function countOf(
  db: Database,
  { where, tokens }: FleetPlan,
  sort: FleetFilters["sort"],
  seen: number | undefined,
): Promise<FleetCount> {
  if (seen !== undefined) return { total: seen, isLeast: false };
  if (tokens !== undefined) return { total: tokens, isLeast: false };
  const counted = await db.oAuthToken.count({
    where,
    // The way that the page has just gone.
    orderBy: fleetOrder(sort),
    take: COUNTED_UP_TO + 1,
  });
  return { total: Math.min(counted, COUNTED_UP_TO), isLeast: counted > COUNTED_UP_TO };
}

async function withNames(bulk: Bulk, rows: readonly Row[]): Promise<FleetToken[]> {
  if (rows.length === 0) return [];
  const { ofUser, ofTenant } = await fleetNames(bulk, rows);
  return rows.flatMap((row) => {
    const user = ofUser.get(row.userNumber);
    const tenant = ofTenant.get(row.tenantId);
    // A tenant that was forgotten since the tokens were read takes them with it.
    return user && tenant ? [toFleetToken(row, user, tenant)] : [];
  });
}

function toFleetToken(row: Row, user: NamesOfUser, { tenantName, ownClientId }: NamesOfTenant): FleetToken {
  const { goneBecause } = row;
  // Member by member: in this engine a row that begins as a copy takes ten times as long.
  return {
    id: row.tokenId,
    tenantId: row.tenantId,
    tenantName,
    userId: user.userId,
    userName: user.userName,
    userEmail: user.userEmail,
    userStatus: user.userStatus,
    bot: user.bot,
    clientId: row.clientId,
    clientName: row.clientName,
    description: row.description,
    deviceType: row.deviceType,
    lastUsed: row.lastUsed,
    consoleOwn: row.clientId !== null && row.clientId === ownClientId,
    firstSeenAt: row.firstSeenAt.toISOString(),
    goneAt: row.goneAt?.toISOString() ?? null,
    goneBecause: goneBecauses.find((word) => word === goneBecause) ?? null,
    revocationId: row.revocationId,
    issuedAgainAt: row.reissuedAt?.toISOString() ?? null,
  };
}

import "server-only";
import { type FleetFilters, goneBecauses } from "@/lib/contracts/fleet-tokens";
import type { Prisma } from "../generated/client";
import { since } from "../rows/date-range";
import { cutTo, fold, foldKey } from "../rows/folding";
import { LONGEST_KEY } from "./rows";

export type TokenWhere = Prisma.OAuthTokenWhereInput;
export type UserWhere = Prisma.TenantUserWhereInput;
export type TenantWhere = Prisma.TenantWhereInput;
export type Filters = Omit<FleetFilters, "sort">;

const EVER = new Date(0);

/** What is asked of tenants; undefined when nothing is. */
export function tenantPart(filters: Filters): TenantWhere | undefined {
  const { tenant, region, organization, connection, tenantStatus } = filters;
  return allOf<TenantWhere>([
    tenant.length > 0 && { id: { in: tenant } },
    region.length > 0 && { regionCode: { in: region } },
    connection.length > 0 && { connection: { in: connection } },
    tenantStatus.length > 0 && { status: { in: tenantStatus } },
    organization.length > 0 && {
      OR: organization.map((id) => ({ organizationId: id === "none" ? null : id })),
    },
  ]);
}

/** What is asked of people and bots; undefined when nothing is. */
export function userPart({ user, userStatus, kind }: Filters): UserWhere | undefined {
  const keysBy = (toKey: (text: string) => string) => user.map((value) => cutTo(LONGEST_KEY, toKey(value)));
  return allOf<UserWhere>([
    userStatus.length > 0 && { status: { in: userStatus } },
    kind.length === 1 && { bot: kind[0] === "bot" },
    user.length > 0 && {
      OR: [
        { personKey: { in: keysBy(foldKey) } },
        { userId: { in: user } },
        { nameKey: { in: keysBy(fold) } },
      ],
    },
  ]);
}

/** What is asked of the tokens themselves; of which state they are is always asked. */
export function tokenPart(filters: Filters, now: Date): TokenWhere[] {
  const { client, device, lastUsed, lastUsedBefore, firstSeen } = filters;
  return [
    statePart(filters),
    client.length > 0 ? { clientId: { in: client } } : {},
    device.length > 0 ? { OR: device.map((value) => ({ deviceType: value === "none" ? null : value })) } : {},
    lastUsed.length > 0 ? { OR: lastUsed.map((value) => ({ lastUsedKey: usedKey(value, now) })) } : {},
    lastUsedBefore ? { lastUsedKey: { gt: "", lt: lastUsedBefore.toISOString() } } : {},
    firstSeen.length > 0 ? { OR: firstSeen.map((value) => ({ firstSeenAt: since(value, now) })) } : {},
  ];
}

/** Whether nothing is asked of the tokens themselves but that Qlik lists them: then what is kept counts them. */
export const asksTokens = ({
  client,
  device,
  lastUsed,
  lastUsedBefore,
  firstSeen,
  state,
  search,
}: Filters): boolean =>
  [client, device, lastUsed, firstSeen].some((values) => values.length > 0) ||
  lastUsedBefore !== undefined ||
  search !== undefined ||
  !asksListedAlone({ state });

/** Whether only tokens that Qlik lists are asked for. */
export const asksListedAlone = ({ state }: Pick<Filters, "state">): boolean =>
  state.every((value) => value === "listed");

// `goneAt` is in no index: a database that had one would take all that is listed from it, and sort that.
function statePart({ state }: Filters): TokenWhere {
  const states: Record<Filters["state"][number], TokenWhere> = {
    listed: { goneAt: null },
    "issued-again": { goneAt: null, reissuedAt: { gt: EVER } },
    gone: { goneBecause: { in: [...goneBecauses] } },
  };
  const asked = [...new Set(state)];
  return asked.length === 0 ? states.listed : { OR: asked.map((value) => states[value]) };
}

function usedKey(value: string, now: Date): Prisma.StringFilter | string {
  const { gte, lt } = since(value, now);
  if (!gte && !lt) return "";
  return {
    ...(gte ? { gte: gte.toISOString() } : { gt: "" }),
    ...(lt ? { lt: lt.toISOString() } : {}),
  };
}

function allOf<Where extends object>(parts: readonly (Where | false)[]): Where | undefined {
  const asked = parts.filter((part) => part !== false);
  return asked.length === 0 ? undefined : ({ AND: asked } as unknown as Where);
}

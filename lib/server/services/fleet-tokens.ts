import "server-only";
import type { z } from "zod";
import type { Coverage } from "@/lib/contracts/coverage";
import { type FleetColumn, fleetColumns } from "@/lib/contracts/fleet-columns";
import type {
  FleetExportQuery,
  FleetToken,
  FleetTokenList,
  FleetTokensQuery,
  listTokenGroups,
  TokenGroupList,
} from "@/lib/contracts/fleet-tokens";
import { personWords } from "@/lib/contracts/person-words";
import { searchTerms } from "@/lib/contracts/search-terms";
import { type Actor, requireRole } from "../actor";
import { foreignCursor } from "../app-error";
import type { Clock } from "../clock";
import type { Store } from "../store/store";
import { type Cell, tableFile } from "./exports/table-files";
import { coverageOf } from "./token-inventory/coverage";

export interface FleetTokenService {
  /** From the inventory alone. Throws `invalid_input` for a cursor of another order. */
  list(actor: Actor, query: FleetTokensQuery): Promise<FleetTokenList>;
  /** Exactly what the list shows for the same question, in the columns asked for and in Qlik's own words. */
  file(actor: Actor, query: FleetExportQuery): Promise<ReturnType<typeof tableFile>>;
  /** How many tokens each person, client or tenant has, by what is kept. */
  groups(actor: Actor, query: z.output<typeof listTokenGroups.query>): Promise<TokenGroupList>;
}

const PAGE = 500;
/** Choices of a filter; whoever wants another value types it. */
const MOST_CHOICES = 50;

const values: Readonly<Record<FleetColumn, (token: FleetToken) => Cell>> = {
  user: ({ userName, userEmail, userId }) => personWords({ id: userId, name: userName, email: userEmail }),
  client: ({ clientName, clientId }) => clientName ?? clientId,
  tenant: ({ tenantName }) => tenantName,
  description: ({ description }) => description,
  device: ({ deviceType }) => deviceType,
  lastUsed: ({ lastUsed }) => lastUsed,
  firstSeenAt: ({ firstSeenAt }) => firstSeenAt,
  status: ({ goneBecause, issuedAgainAt }) => goneBecause ?? (issuedAgainAt ? "issued-again" : "listed"),
  userEmail: ({ userEmail }) => userEmail,
  userStatus: ({ userStatus }) => userStatus,
  clientId: ({ clientId }) => clientId,
  id: ({ id }) => id,
  userId: ({ userId }) => userId,
  tenantId: ({ tenantId }) => tenantId,
};

/** A file says by its name where nobody has looked: its rows are what its reader makes of them. */
const fileNameFor = ({ tenants, readable }: Coverage): string =>
  readable < tenants ? `tokens-in-${readable}-of-${tenants}-tenants` : "tokens";

export function createFleetTokenService({ store, clock }: { store: Store; clock: Clock }): FleetTokenService {
  async function* pages(
    { sort, format: _format, columns: _columns, ...filters }: FleetExportQuery,
    now: Date,
  ) {
    let cursor: string | undefined;
    do {
      const page = await store.fleetTokens.page(filters, now, sort, PAGE, cursor);
      if (!page) return;
      yield page.tokens;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  const choices = async (kind: "device" | "status") =>
    (await store.tokenGroups.page(kind, [], MOST_CHOICES, undefined)).map(({ key, tokens }) => ({
      value: key,
      count: tokens,
    }));

  return {
    async list(actor, { sort, limit, cursor, ...filters }) {
      requireRole(actor, "viewer");
      const now = clock();
      const revision = await store.tokenSyncs.revision();
      const page = await store.fleetTokens.page(filters, now, sort, limit, cursor);
      if (!page) throw foreignCursor();
      // What there is to choose from goes with the first page alone.
      const [byTenant, device, userStatus] =
        cursor === undefined
          ? await Promise.all([store.tokenSyncs.byTenant(), choices("device"), choices("status")])
          : [[], [], []];
      const facetBy = (key: (tenant: (typeof byTenant)[number]) => string) => {
        const counts = new Map<string, number>();
        for (const tenant of byTenant)
          counts.set(key(tenant), (counts.get(key(tenant)) ?? 0) + tenant.tokens);
        return [...counts].map(([value, count]) => ({ value, count })).sort(byCount);
      };
      return {
        data: page.tokens,
        total: page.count?.total ?? null,
        totalIsLeast: page.count?.isLeast ?? false,
        unfilteredTotal: cursor === undefined ? byTenant.reduce((sum, { tokens }) => sum + tokens, 0) : null,
        facets: {
          region: facetBy(({ regionCode }) => regionCode),
          organization: facetBy(({ organizationId }) => organizationId ?? "none"),
          device,
          userStatus,
        },
        revision,
        ...(page.next === undefined ? {} : { nextCursor: page.next }),
        asOf: now.toISOString(),
      };
    },
    async file(actor, query) {
      requireRole(actor, "viewer");
      const at = clock();
      const columns = query.columns.map((id) => ({ id, header: fleetColumns[id], value: values[id] }));
      const name = fileNameFor(await coverageOf(store));
      return tableFile({ name, format: query.format, columns, pages: pages(query, at), at });
    },
    async groups(actor, { by, search, limit, cursor }) {
      requireRole(actor, "viewer");
      const after = cursor === undefined ? undefined : readPlace(cursor);
      if (after === null) throw foreignCursor();
      const now = clock();
      const revision = await store.tokenSyncs.revision();
      const terms = searchTerms(search ?? "");
      const groups =
        by === "tenant"
          ? await store.tokenSyncs.page(terms, limit + 1, after)
          : await store.tokenGroups.page(by, terms, limit + 1, after);
      const total =
        by === "tenant" ? await store.tokenSyncs.count(terms) : await store.tokenGroups.count(by, terms);
      const page = groups.slice(0, limit);
      const last = groups.length > limit ? page.at(-1) : undefined;
      return {
        data: page.map(({ key, label, tokens, tenants }) => ({ key, name: label, tokens, tenants })),
        total,
        revision,
        ...(last ? { nextCursor: placeAt(last) } : {}),
        asOf: now.toISOString(),
      };
    },
  };
}

const byCount = (one: { count: number }, other: { count: number }) => other.count - one.count;

const placeAt = ({ tokens, key }: { tokens: number; key: string }) =>
  Buffer.from(JSON.stringify([tokens, key])).toString("base64url");

function readPlace(cursor: string): { tokens: number; key: string } | null {
  try {
    const [tokens, key]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return typeof tokens === "number" && typeof key === "string" ? { tokens, key } : null;
  } catch {
    return null;
  }
}

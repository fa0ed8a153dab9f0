import type { FleetFilters } from "@/lib/contracts/fleet-tokens";
import { fleetFilters } from "@/lib/contracts/fleet-tokens";
import type { DatabaseLocation } from "@/lib/env/database-location";
import type { Store } from "@/lib/server/store/store";
import { withDatabase } from "@/tests/bench/console";

export interface FleetPages {
  readonly database: DatabaseLocation["kind"];
  readonly tokens: number;
  /** Of each question the median of five, in milliseconds. */
  readonly questions: readonly { readonly words: string; readonly ms: number }[];
  /** Of all questions. */
  readonly p50: number;
  /** Of the list as it opens, page after page. */
  readonly walkP50: number;
}

const TENANTS = 2_000;
const PEOPLE_OF_ONE = 50;
const DAY = 86_400_000;
const RUNS = 5;
const PAGE = 100;
const PAGES = 100;

/** What administrators ask, in the words of the address. */
const questions: readonly Readonly<Record<string, string>>[] = [
  {},
  { sort: "user" },
  { sort: "-firstSeenAt" },
  { userStatus: "disabled" },
  { userStatus: "active" },
  { userStatus: "disabled", lastUsed: "over-90d" },
  { lastUsed: "over-365d" },
  { lastUsed: "none" },
  { user: "person.7.of.3@example.com" },
  { client: "client-1" },
  { client: "client-1", userStatus: "disabled" },
  { tenant: "tenant-17" },
  { tenant: "tenant-17,tenant-18,tenant-19" },
  { region: "region-3" },
  { device: "Phone" },
  { search: "person 7 of 3" },
  { search: "portal" },
  { search: "nobody-has-this-name" },
];

/** Pages of the fleet over that many tokens; they are written by the store's own way of keeping them. */
export async function fleetPages(tokens: number, location?: DatabaseLocation): Promise<FleetPages> {
  return withDatabase(async (store, { kind }) => {
    await fill(store, tokens);
    const asked: { words: string; ms: number }[] = [];
    for (const question of questions) {
      const { sort, ...filters } = fleetFilters.parse(question);
      asked.push({ words: JSON.stringify(question), ms: await medianOf(store, filters, sort) });
    }
    const sorted = asked.map(({ ms }) => ms).sort((one, other) => one - other);
    // Last: right after a million rows a database still puts them in order in the background.
    await walk(store);
    const walkP50 = await walk(store);
    return {
      database: kind,
      tokens,
      questions: asked,
      p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
      walkP50,
    };
  }, location);
}

async function walk(store: Store): Promise<number> {
  const { sort, ...filters } = fleetFilters.parse({});
  const times: number[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const start = performance.now();
    cursor = (await store.fleetTokens.page(filters, new Date(), sort, PAGE, cursor))?.next;
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[PAGES / 2] ?? 0;
}

async function medianOf(
  store: Store,
  filters: Omit<FleetFilters, "sort">,
  sort: FleetFilters["sort"],
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    await store.fleetTokens.page(filters, new Date(), sort, PAGE, undefined);
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
}

async function fill(store: Store, tokens: number): Promise<void> {
  const at = new Date();
  const each = Math.ceil(tokens / TENANTS);
  for (let place = 0; place < TENANTS; place += 1) {
    const tenantId = `tenant-${place}`;
    const name = `Tenant ${place}`;
    await store.tenants.keepUnlisted(
      {
        id: tenantId,
        name,
        hostnames: [`${tenantId}.eu.qlikcloud.com`],
        status: "active",
        regionCode: `region-${place % 8}`,
        countryCode: "IE",
        subscriptionId: null,
        licenseNumber: null,
        licenseStartsAt: null,
        licenseEndsAt: null,
        deletionStartsAt: null,
        createdAt: null,
        updatedAt: null,
      },
      at,
    );
    await store.tokenSyncs.begin(tenantId, at);
    const users = Array.from({ length: PEOPLE_OF_ONE }, (_, person) => ({
      userId: `user-${place}-${person}`,
      name: `Person ${person} of ${place}`,
      email: `person.${person}.of.${place}@example.com`,
      subject: "",
      status: person === 0 ? "disabled" : "active",
      clientId: null,
    }));
    await store.tokenListings.keepUsers(tenantId, users, new Map(), at);
    const known = await store.tokenListings.knownUsers(tenantId);
    const listed = Array.from({ length: each }, (_, token) => {
      // A prime, so that looks do not repeat in step with people.
      const look = (place * each + token) * 7919;
      return {
        tokenId: `token-${place}-${token}`,
        userId: `user-${place}-${token % PEOPLE_OF_ONE}`,
        clientId: `client-${look % 40}`,
        description: look % 200 === 0 ? "Sales portal" : "Chrome on Windows",
        deviceType: look % 5 === 0 ? "Phone" : null,
        lastUsed: look % 9 === 0 ? null : new Date(at.getTime() - (look % 700) * DAY).toISOString(),
      };
    });
    const placeOf = ({ userId }: { userId: string }) => ({
      userNumber: known.get(userId)?.number ?? 0,
      userKey: known.get(userId)?.nameKey ?? "",
      tenantKey: name.toLowerCase(),
      clientName: null,
    });
    await store.tokenListings.keepTokens(tenantId, listed, new Map(), placeOf, at);
    await store.transaction(({ tokenGroups }) => tokenGroups.recount(tenantId));
  }
}

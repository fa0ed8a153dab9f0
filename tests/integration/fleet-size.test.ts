import { afterAll, beforeAll, expect, test } from "vitest";
import type { FleetTokenList } from "@/lib/contracts/fleet-tokens";
import { connectTenant, type OpenConsole, openConsole } from "@/tests/support/console";

// More than are counted, and more than are found by naming their people.
const TOKENS = 12_000;
const PEOPLE = 3_000;
const AT = new Date();
const MINUTE = 60_000;
const LONG_AGO = new Date(AT.getTime() - 11_519.5 * MINUTE).toISOString();
let opened: OpenConsole;

beforeAll(async () => {
  opened = await openConsole({ tenants: 3 });
  const tenant = opened.sandbox.tenant(0);
  const tenantId = await connectTenant(opened, tenant);
  const { tokenListings, tokenSyncs, transaction } = opened.store;
  const at = AT;
  await tokenSyncs.begin(tenantId, at);
  const users = Array.from({ length: PEOPLE }, (_, place) => ({
    userId: `user-${place}`,
    name: `Person ${place}`,
    email: `person.${place}@example.com`,
    subject: "",
    status: place % 100 === 0 ? "disabled" : "active",
    clientId: null,
  }));
  await tokenListings.keepUsers(tenantId, users, new Map(), at);
  const known = await tokenListings.knownUsers(tenantId);
  const tokens = Array.from({ length: TOKENS }, (_, place) => ({
    tokenId: `token-${place}`,
    userId: `user-${place % PEOPLE}`,
    clientId: place % 3 === 0 ? "a-client" : "another",
    description: place % 1000 === 0 ? "Rarely described" : null,
    deviceType: null,
    lastUsed: new Date(at.getTime() - place * MINUTE).toISOString(),
  }));
  const placeOf = ({ userId }: { userId: string }) => ({
    userNumber: known.get(userId)?.number ?? 0,
    userKey: known.get(userId)?.nameKey ?? "",
    tenantKey: "",
    clientName: null,
  });
  await tokenListings.keepTokens(tenantId, tokens, new Map(), placeOf, at);
  await transaction(({ tokenGroups }) => tokenGroups.recount(tenantId));
}, 120_000);
afterAll(() => opened.close());

const list = async (query: Record<string, string>) =>
  (await opened.call("GET", `/api/oauth-tokens?${new URLSearchParams(query)}`)).json<FleetTokenList>();

test.each<[string, Record<string, string>, number]>([
  ["nothing asked", {}, TOKENS],
  ["most people", { userStatus: "active" }, 11_880],
  ["a few people", { userStatus: "disabled" }, 120],
  ["people of many tokens, and what they used", { userStatus: "active", lastUsedBefore: LONG_AGO }, 476],
  ["one person", { user: "person.17@example.com" }, 4],
  ["a client", { client: "a-client" }, 4_000],
  ["a search that most people answer", { search: "person" }, TOKENS],
  ["a search that some answer", { search: '"person 29"' }, 444],
  ["a search that descriptions answer", { search: "rarely" }, 12],
  ["two words", { search: "person 2999" }, 4],
])("of very many tokens those with %s are found and counted", async (_what, query, wanted) => {
  const found = await list(query);
  // What is kept counts people and tenants, however many; the rest is counted so far.
  const counted = Object.keys(query).every((name) => name === "userStatus");
  expect(found.total).toBe(counted ? wanted : Math.min(wanted, 10_000));
  expect(found.totalIsLeast).toBe(!counted && wanted > 10_000);
  expect(found.data).toHaveLength(Math.min(wanted, 100));
  const used = found.data.map(({ lastUsed }) => lastUsed);
  expect(used).toEqual([...used].sort().reverse());
  if (!found.nextCursor) return;
  const next = await list({ ...query, cursor: found.nextCursor });
  expect(next.total).toBeNull();
  const ids = new Set([...found.data, ...next.data].map(({ id }) => id));
  expect(ids.size).toBe(Math.min(wanted, 200));
});

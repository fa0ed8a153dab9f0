/** @module-tag store */
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FleetToken, FleetTokenList, TokenGroupList } from "@/lib/contracts/fleet-tokens";
import { connectTenant, type OpenConsole, openConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

const DAY = 86_400_000;
let opened: OpenConsole;
let tenants: readonly SandboxTenant[];
let all: readonly FleetToken[];

beforeAll(async () => {
  opened = await openConsole({ tenants: 6, tokensPerTenant: 130 });
  tenants = [0, 1, 2].map((place) => opened.sandbox.tenant(place));
  for (const tenant of tenants) await connectTenant(opened, tenant);
  await opened.call("POST", "/api/token-inventory/sync", { body: {} });
  await opened.runtime.services.tokenInventory.settled();
  all = await read();
}, 60_000);
afterAll(() => opened.close());

async function list(query: Record<string, string> = {}): Promise<FleetTokenList> {
  const answer = await opened.call("GET", `/api/oauth-tokens?${new URLSearchParams(query)}`, {
    as: "viewer",
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json<FleetTokenList>();
}

async function read(query: Record<string, string> = {}): Promise<FleetToken[]> {
  const tokens: FleetToken[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: FleetTokenList = await list({ ...query, ...(cursor ? { cursor } : {}) });
    tokens.push(...page.data);
    cursor = page.nextCursor;
  }
  return tokens;
}

const ids = (tokens: readonly FleetToken[]) => tokens.map(({ id }) => id).sort();
const those = (passes: (token: FleetToken) => boolean) => ids(all.filter(passes));
const one = () => {
  const token = all.find(({ bot, userEmail }) => !bot && userEmail);
  if (!token?.clientId || !token.userEmail) throw new Error("Nobody has an e-mail.");
  return { ...token, clientId: token.clientId, userEmail: token.userEmail };
};
const expectTheList = async (query: Record<string, string>, passes: (token: FleetToken) => boolean) => {
  const found = await list({ ...query, limit: "100" });
  const wanted = those(passes);
  expect(wanted.length, "the sandbox has some, and not all").toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(all.length);
  expect(found.total).toBe(wanted.length);
  expect(ids(await read(query))).toEqual(wanted);
};

test("every token of every connected tenant is listed once, with its person, client and tenant", async () => {
  const listed = tenants.flatMap((tenant) => opened.sandbox.state.contents.oauthTokensOf(tenant));
  expect(ids(all)).toEqual(listed.map(({ id }) => id).sort());
  const page = await list();
  expect(page).toMatchObject({ total: all.length, unfilteredTotal: all.length, totalIsLeast: false });
  expect(page.data).toHaveLength(100);
  const token = one();
  const tenant = tenants.find(({ id }) => id === token.tenantId);
  if (!tenant) throw new Error("It is nobody's.");
  const person = opened.sandbox.state.contents.usersOf(tenant).find(({ id }) => id === token.userId);
  expect(token).toMatchObject({ userName: person?.name, userEmail: person?.email, tenantName: tenant.name });
  const own = all.filter(({ consoleOwn }) => consoleOwn);
  expect(own.length).toBeGreaterThan(0);
  expect(new Set(own.map(({ clientId }) => clientId))).toEqual(
    new Set(tenants.map(({ client }) => client.clientId)),
  );
});

test("filters of people, tenants and tokens find exactly theirs, alone and together", async () => {
  const token = one();
  const now = Date.now();
  const usedBefore = (moment: number) => (of: FleetToken) =>
    of.lastUsed !== null && Date.parse(of.lastUsed) < moment;
  await expectTheList({ user: token.userEmail.toUpperCase() }, (of) => of.userEmail === token.userEmail);
  await expectTheList({ user: token.userId }, ({ userId }) => userId === token.userId);
  await expectTheList({ user: token.userName }, ({ userName }) => userName === token.userName);
  await expectTheList({ userStatus: "disabled,deleted" }, ({ userStatus }) =>
    ["disabled", "deleted"].includes(userStatus),
  );
  await expectTheList({ kind: "bot" }, ({ bot }) => bot);
  await expectTheList({ client: token.clientId }, ({ clientId }) => clientId === token.clientId);
  await expectTheList({ tenant: token.tenantId }, ({ tenantId }) => tenantId === token.tenantId);
  await expectTheList(
    { tenant: `${tenants[0]?.id},${tenants[1]?.id}` },
    ({ tenantId }) => tenantId !== tenants[2]?.id,
  );
  await expectTheList({ device: "Phone" }, ({ deviceType }) => deviceType === "Phone");
  await expectTheList({ device: "none" }, ({ deviceType }) => deviceType === null);
  await expectTheList({ lastUsed: "over-90d" }, usedBefore(now - 90 * DAY));
  await expectTheList({ lastUsed: "none" }, ({ lastUsed }) => lastUsed === null);
  await expectTheList(
    { lastUsed: "30d,none" },
    (of) => of.lastUsed === null || Date.parse(of.lastUsed) >= now - 30 * DAY,
  );
  const day = new Date(now - 200 * DAY).toISOString().slice(0, 10);
  await expectTheList({ lastUsedBefore: day }, usedBefore(Date.parse(day)));
  await expectTheList(
    { lastUsed: "over-90d", userStatus: "active", tenant: token.tenantId, kind: "person" },
    (of) =>
      usedBefore(now - 90 * DAY)(of) &&
      of.userStatus === "active" &&
      !of.bot &&
      of.tenantId === token.tenantId,
  );
  expect(ids(await read({ firstSeen: "7d" }))).toEqual(ids(all));
  expect(await read({ firstSeen: "over-7d" })).toEqual([]);
  expect(await read({ organization: "no-such-organization" })).toEqual([]);
  expect(ids(await read({ organization: "none", connection: "connected" }))).toEqual(ids(all));
});

test("a search finds all words in a person and their tenant, in a client or in a description, whatever case and accent", async () => {
  const token = one();
  const inPerson = (of: FleetToken, ...words: string[]) =>
    words.every((word) => `${of.userName} ${of.userEmail} ${of.tenantName}`.toLowerCase().includes(word));
  const name = token.userName.toLowerCase();
  const word = (token.tenantName.split(" ")[0] ?? "").toLowerCase();
  expect(ids(await read({ search: `"${token.userName.toUpperCase()}" ${word}` }))).toEqual(
    those((of) => inPerson(of, name, word)),
  );
  expect(ids(await read({ search: token.clientId }))).toEqual(those((of) => of.clientId === token.clientId));
  expect(ids(await read({ search: "vs code" }))).toEqual(
    those(({ description }) => description?.includes("VS Code") ?? false),
  );
  expect(ids(await read({ search: "LEA’S iphone" }))).toEqual(
    those(({ description }) => description?.startsWith("Léa’s") ?? false),
  );
  expect(ids(await read({ search: token.id }))).toEqual([token.id]);
  expect(await list({ search: "nobody-is-called-like-this" })).toMatchObject({ data: [], total: 0 });
  expect(await read({ search: "100%_" })).toEqual([]);
});

test.each(["lastUsed", "user", "client", "tenant", "description", "firstSeenAt"])(
  "sorted by %s, up and down, the pages hold every token once and in opposite orders",
  async (field) => {
    const up = await read({ sort: field });
    const down = await read({ sort: `-${field}` });
    expect(ids(up)).toEqual(ids(all));
    expect(down.map(({ id }) => id)).toEqual(up.map(({ id }) => id).reverse());
  },
);

test("what comes or goes between two pages moves no other token to another page", async () => {
  const before = await list({ sort: "firstSeenAt", limit: "50" });
  const [gone] = before.data;
  opened.sql(`UPDATE oauth_tokens SET "goneAt" = "firstSeenAt" WHERE "tokenId" = ?`, gone?.id ?? "");
  const rest = await read({ sort: "firstSeenAt", cursor: before.nextCursor ?? "" });
  expect(ids([...before.data, ...rest])).toEqual(ids(all));
  opened.sql(`UPDATE oauth_tokens SET "goneAt" = NULL WHERE "tokenId" = ?`, gone?.id ?? "");
});

test("groups by person, client and tenant have the counts of their filtered lists, the largest first", async () => {
  for (const [by, filter] of [
    ["person", "user"],
    ["client", "client"],
    ["tenant", "tenant"],
  ] as const) {
    const answer = await opened.call("GET", `/api/oauth-tokens/groups?by=${by}&limit=3`, { as: "viewer" });
    const groups = answer.json<TokenGroupList>();
    expect(groups.data).toHaveLength(3);
    const counts = groups.data.map(({ tokens }) => tokens);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    for (const { key, tokens, tenants: many } of groups.data) {
      const found = await list({ [filter]: key });
      expect(found.total).toBe(tokens);
      expect(new Set((await read({ [filter]: key })).map(({ tenantId }) => tenantId)).size).toBe(many);
    }
    if (by === "tenant") continue;
    const next = await opened.call(
      "GET",
      `/api/oauth-tokens/groups?by=${by}&limit=3&cursor=${groups.nextCursor}`,
    );
    expect(next.json<TokenGroupList>().data.map(({ key }) => key)).not.toContain(groups.data[2]?.key);
  }
  const searched = await opened.call(
    "GET",
    `/api/oauth-tokens/groups?by=person&search=${encodeURIComponent(one().userName)}`,
  );
  expect(searched.json<TokenGroupList>().data.map(({ name }) => name)).toContain(one().userName);
});

test("an export has what is filtered, in the columns asked for", async () => {
  const address = "/api/oauth-tokens/export?kind=bot&columns=id,user,tenant&format=csv&sort=tenant";
  const answer = await opened.call("GET", address, { as: "viewer" });
  const [head, ...rows]: string[][] = parse(answer.text, { bom: true });
  expect(head).toEqual(["Token ID", "User", "Tenant"]);
  expect(rows.map(([id]) => id).sort()).toEqual(those(({ bot }) => bot));
});

test.each([
  ["sort=-nothing", /Invalid|expected/i],
  ["sort=user,client", /one field/],
  ["lastUsed=soon", /over-7d/],
  ["lastUsedBefore=yesterday", /2026-11-21/],
  ["state=revoked", /listed/],
  ["cursor=abc", /given out for this list/],
  ["limit=1000", /100/],
])("a question that makes no sense, %s, is refused with a reason", async (query, words) => {
  const answer = await opened.call("GET", `/api/oauth-tokens?${query}`, { as: "viewer" });
  expect(answer.status).toBe(400);
  expect(answer.text).toMatch(words);
});

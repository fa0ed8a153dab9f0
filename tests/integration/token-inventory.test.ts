/** @module-tag store */
import { beforeEach, expect, test, vi } from "vitest";
import type { RevocationDetail } from "@/lib/contracts/revocations";
import type { SearchResult } from "@/lib/contracts/search";
import type { TokenInventory } from "@/lib/contracts/token-inventory";
import { createLog } from "@/lib/server/log";
import { createRuntime } from "@/lib/server/runtime";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let opened: OpenConsole;
let tenant: SandboxTenant;
let other: SandboxTenant;

beforeEach(async () => {
  opened = await consoleForTest({ tenants: 4, tokensPerTenant: 250 });
  tenant = opened.sandbox.tenant(0);
  other = opened.sandbox.tenant(1);
  await connectTenant(opened, tenant);
}, 60_000);

const listed = (of: SandboxTenant = tenant) => opened.sandbox.state.contents.oauthTokensOf(of);
// Sessions that were opened first end while the clock is moved.
const cookieOf = async (role: "viewer" | "operator") => (await opened.signedIn(opened.people[role])).cookie;
const state = async () =>
  (
    await opened.call("GET", "/api/token-inventory", { cookie: await cookieOf("viewer") })
  ).json<TokenInventory>();
const begin = async (body: object = {}) =>
  opened.call("POST", "/api/token-inventory/sync", { cookie: await cookieOf("operator"), body });
async function sync(): Promise<TokenInventory> {
  const answer = await begin();
  if (answer.status !== 200) throw new Error(answer.text);
  await opened.runtime.services.tokenInventory.settled();
  return state();
}

const kept = (where = '"goneAt" IS NULL', of = tenant) =>
  opened
    .sql(`SELECT "tokenId" AS id FROM oauth_tokens WHERE "tenantId" = '${of.id}' AND ${where}`)
    .map(({ id }) => String(id))
    .sort();
const ids = (of: SandboxTenant = tenant) =>
  listed(of)
    .map(({ id }) => id)
    .sort();
const sights = () => opened.sql('SELECT "tokenId" AS id, "firstSeenAt" AS at FROM oauth_tokens');
const number = (query: string) => Number(opened.sql(query)[0]?.n);

/** What is kept in rows must be what counting would give. */
function expectCountsToBeTrue(): void {
  const live =
    'FROM oauth_tokens t JOIN tenant_users u ON u.number = t."userNumber" WHERE t."goneAt" IS NULL';
  const counted = (key: string) =>
    ` SELECT ${key} AS key, count(*) AS n ${live} AND ${key} IS NOT NULL GROUP BY ${key} ORDER BY ${key}`;
  const grouped = (kind: string) =>
    `SELECT key, tokens AS n FROM token_groups WHERE kind = '${kind}' ORDER BY key`;
  const rows = (query: string) => opened.sql(query).map(({ key, n }) => [key, Number(n)]);
  expect(rows(grouped("client"))).toEqual(rows(counted('t."clientId"')));
  expect(rows(grouped("person"))).toEqual(rows(counted('u."personKey"')));
  expect(rows(grouped("status"))).toEqual(rows(counted("u.status")));
  expect(rows(grouped("device"))).toEqual(rows(counted('t."deviceType"')));
  expect(number("SELECT sum(tokens) AS n FROM tenant_users")).toBe(number(`SELECT count(*) AS n ${live}`));
  expect(number("SELECT sum(tokens) AS n FROM token_syncs")).toBe(number(`SELECT count(*) AS n ${live}`));
  expect(number("SELECT count(*) AS n FROM token_groups WHERE tokens < 1 OR tenants < 1")).toBe(0);
}

test("a sync keeps every token and user of the connected tenants, writes what has changed alone, and says how old it is", async () => {
  expect(await state()).toMatchObject({ tenants: 1, unread: 1, tokens: 0, oldest: null });
  await connectTenant(opened, other);
  const first = await sync();
  expect(first).toMatchObject({ tenants: 2, unread: 0, reading: 0, unreadable: [], stale: 0 });
  expect(first.tokens).toBe(listed().length + listed(other).length);
  expect(kept()).toEqual(ids());
  expect(number("SELECT count(*) AS n FROM tenant_users")).toBe(
    opened.sandbox.state.contents.usersOf(tenant).length +
      opened.sandbox.state.contents.usersOf(other).length,
  );
  expectCountsToBeTrue();

  const seen = sights();
  opened.advance(5 * HOUR);
  expect(await state()).toMatchObject({ stale: 2 });
  const [gone] = listed();
  opened.sandbox.state.contents.revoke(tenant, gone?.id ?? "");
  const again = await sync();
  expect(again.stale).toBe(0);
  expect(kept()).toEqual(ids());
  expect(kept("\"goneBecause\" = 'unlisted'")).toEqual([gone?.id]);
  expectCountsToBeTrue();
  expect(sights()).toEqual(expect.arrayContaining(seen));
});

test("a sync that fails half-way keeps what it had, takes nothing for gone, and says what happened and how old the rest is", async () => {
  await sync();
  const before = kept();
  opened.advance(HOUR);
  for (const { id } of listed().slice(0, 120)) opened.sandbox.state.contents.revoke(tenant, id);
  opened.sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", skip: 1, status: 500, body: {} });
  const failed = await sync();
  expect(failed.unreadable).toMatchObject([{ tenants: 1, named: [{ tenantId: tenant.id }] }]);
  expect(failed.unreadable[0]?.reason).toMatch(/500/);
  expect(failed.unreadable[0]?.lastSyncedAt).toBe(failed.oldest);
  expect(failed.coverage).toEqual({ tenants: 1, connected: 1, readable: 0 });
  expect(kept()).toEqual(before);
  expectCountsToBeTrue();
  opened.sandbox.state.faults.clear();
  expect((await sync()).unreadable).toEqual([]);
  expect(kept()).toEqual(ids());
});

test("a tenant is read by one at a time, whoever asks how often", async () => {
  opened.sandbox.state.requestLog.clear();
  // Whoever asks after it is done reads it again, and rightly so: it takes longer than asking thrice.
  opened.sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", delayMs: 1500 });
  const twin = await createRuntime(opened.env, { log: createLog("silent") });
  await Promise.all([begin(), begin(), twin.services.tokenInventory.syncDue()]);
  await opened.runtime.services.tokenInventory.settled();
  await twin.close();
  const firstPages = opened.sandbox
    .requests()
    .filter((request) => /GET .*\/api\/v1\/oauth-tokens\?limit=100$/.test(request));
  expect(firstPages).toHaveLength(1);
  expect(kept()).toEqual(ids());
  expectCountsToBeTrue();
});

test("tenants that are not connected are counted as not looked at", async () => {
  await connectOrganization(opened);
  await opened.runtime.services.inventory.settled();
  expect((await state()).coverage).toEqual({ tenants: 4, connected: 1, readable: 0 });
  expect((await sync()).coverage).toEqual({ tenants: 4, connected: 1, readable: 1 });
});

test("one tenant that cannot be read is told of, and the others are read", async () => {
  await connectTenant(opened, other);
  opened.sandbox.state.faults.add({ host: other.hostname, path: "/api/v1/users", status: 403, body: {} });
  const after = await sync();
  expect(after).toMatchObject({ unread: 1, unreadable: [{ tenants: 1, lastSyncedAt: null }] });
  expect(after.coverage).toEqual({ tenants: 2, connected: 2, readable: 1 });
  expect(kept()).toEqual(ids());
});

test("revoking one token corrects the inventory and its counts at once", async () => {
  await sync();
  const token = listed().find(({ clientId }) => clientId !== tenant.client.clientId);
  await opened.call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${token?.id}`, { body: {} });
  expect(kept("\"goneBecause\" = 'revoked'")).toEqual([token?.id]);
  expect((await state()).tokens).toBe(listed().length);
  expectCountsToBeTrue();
});

test("pages of tokens say as of which readings they are, and a reading or a revocation makes them others", async () => {
  const cookie = await cookieOf("operator");
  const revisionOf = async (path: string) =>
    (await opened.call("GET", path, { cookie })).json<{ revision: string }>().revision;
  const paths = ["/api/oauth-tokens", "/api/oauth-tokens/groups?by=tenant", "/api/token-inventory"];
  const revisions = () => Promise.all(paths.map(revisionOf));
  const seen = [await revisions()];
  await sync();
  seen.push(await revisions());
  const token = listed()[0]?.id ?? "";
  await opened.call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/${token}`, { cookie, body: {} });
  seen.push(await revisions(), await revisions());
  expect(seen.map((same) => new Set(same).size)).toEqual([1, 1, 1, 1]);
  expect(new Set(seen.flat()).size).toBe(3);
});

test("a token that comes within an hour of a revocation for the same user and client is pointed out", async () => {
  await sync();
  const { contents } = opened.sandbox.state;
  const token = listed().find(({ clientId }) => clientId !== tenant.client.clientId);
  const owner = contents.usersOf(tenant).find(({ id }) => id === token?.userId);
  if (!token || !owner) throw new Error("The sandbox has no such token.");
  opened.runtime.startJobs();
  const selection = { kind: "tokens", tokens: [{ tenantId: tenant.id, tokenIds: [token.id] }] };
  const started = (
    await opened.call("POST", "/api/revocations", { as: "operator", body: { selection } })
  ).json<RevocationDetail>();
  const read = async () =>
    (
      await opened.call("GET", `/api/revocations/${started.id}`, { cookie: await cookieOf("viewer") })
    ).json<RevocationDetail>();
  await vi.waitFor(async () => expect((await read()).state).toBe("finished"), { timeout: 10_000 });
  expect(kept("\"goneBecause\" = 'revoked'")).toEqual([token.id]);
  expectCountsToBeTrue();

  const client = { ...tenant.client, clientId: token.clientId };
  const again = contents.addOAuthToken(tenant, owner, client, Date.now() + 24 * HOUR);
  opened.advance(6 * MINUTE);
  // Tenants in which somebody has revoked are read again soon, without being asked.
  await opened.runtime.services.tokenInventory.syncDue();
  expect(kept('"reissuedAt" IS NOT NULL')).toEqual([again.id]);
  expect(await state()).toMatchObject({ issuedAgain: 1 });

  // What comes later than that is a sign-in like any other.
  opened.advance(2 * HOUR);
  await sync();
  const late = contents.addOAuthToken(tenant, owner, client, Date.now() + 24 * HOUR);
  opened.advance(10 * MINUTE);
  await sync();
  expect(kept()).toContain(late.id);
  expect(kept('"reissuedAt" IS NOT NULL')).toEqual([again.id]);
});

test("a person whom the tenant does not list any more keeps their name, and a stranger's token is somebody's", async () => {
  await sync();
  const { contents } = opened.sandbox.state;
  const [first] = listed();
  const owner = contents.usersOf(tenant).find(({ id }) => id === first?.userId);
  if (!owner) throw new Error("The sandbox has no such person.");
  const others = contents.usersOf(tenant).filter(({ id }) => id !== owner.id);
  vi.spyOn(contents, "usersOf").mockImplementation((of) => (of.id === tenant.id ? others : []));
  const stranger = { ...owner, id: "a-stranger" };
  contents.addOAuthToken(tenant, stranger, tenant.client, Date.now() + 24 * HOUR);
  opened.advance(MINUTE);
  await sync();
  const people = opened.sql(
    `SELECT name, status FROM tenant_users WHERE "userId" IN ('${owner.id}', 'a-stranger') ORDER BY name`,
  );
  expect(people).toEqual([
    { name: "", status: "gone" },
    { name: owner.name, status: "gone" },
  ]);
  expect(kept()).toEqual(ids());
  expectCountsToBeTrue();
});

test("what is kept of a tenant goes with its credential", async () => {
  await connectTenant(opened, other);
  await sync();
  await opened.call("DELETE", `/api/tenants/${other.id}/credential`, { body: {} });
  expect(kept("true", other)).toEqual([]);
  expect(await state()).toMatchObject({ tenants: 1, tokens: listed().length });
  expectCountsToBeTrue();
});

test("a tenant that is not connected cannot be read, and a viewer starts nothing", async () => {
  const answer = await begin({ tenantIds: [tenant.id, other.id] });
  expect([answer.status, answer.problem().detail]).toEqual([404, expect.stringMatching(/not connected/)]);
  expect((await opened.call("POST", "/api/token-inventory/sync", { as: "viewer", body: {} })).status).toBe(
    403,
  );
  expect(kept("true")).toEqual([]);
});

test("users that were read are found by name, e-mail and id, until Qlik lists them no more", async () => {
  await sync();
  const cookie = await cookieOf("viewer");
  const find = async (text: string) =>
    (await opened.call("GET", `/api/search?q=${encodeURIComponent(text)}`, { cookie })).json<SearchResult>()
      .users;
  const user = opened.sandbox.state.contents.usersOf(tenant).find(({ email }) => email !== null);
  if (!user?.email) throw new Error("The sandbox has nobody with an e-mail.");
  const found = {
    tenantId: tenant.id,
    tenantName: tenant.name,
    id: user.id,
    name: user.name,
    email: user.email,
  };
  expect(await find(user.id)).toEqual([found]);
  expect(await find(user.email.toUpperCase())).toContainEqual(found);
  expect((await find(user.name.slice(0, 4)))[0]?.name.slice(0, 4).toLowerCase()).toBe(
    user.name.slice(0, 4).toLowerCase(),
  );
  expect((await find("a")).length).toBeLessThanOrEqual(8);

  opened.sql(`UPDATE tenant_users SET status = 'gone' WHERE "userId" = '${user.id}'`);
  expect(await find(user.id)).toEqual([]);
});

import { expect, test } from "vitest";
import type { Organization } from "@/lib/contracts/organizations";
import type { TenantList } from "@/lib/contracts/tenants";
import type { TokenInventory } from "@/lib/contracts/token-inventory";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";

const MINUTE = 60_000;

async function organizationOf60(): Promise<{
  opened: OpenConsole;
  sync: () => Promise<Organization["lastSync"]>;
  unlisted: () => Promise<number>;
}> {
  const opened = await consoleForTest({ tenants: 60 });
  const id = await connectOrganization(opened);
  return {
    opened,
    async sync() {
      opened.advance(MINUTE);
      const answer = await opened.call("POST", `/api/organizations/${id}/sync`, { as: "operator" });
      return answer.json<Organization>().lastSync;
    },
    async unlisted() {
      const { data } = (await opened.call("GET", "/api/tenants?limit=100")).json<TenantList>();
      return data.filter(({ noLongerListedSince }) => noLongerListedSince !== null).length;
    },
  };
}

const leave = ({ sandbox }: OpenConsole, from: number, to: number) => {
  for (let index = from; index < to; index += 1)
    sandbox.state.estate.changeTenant(sandbox.tenant(index).id, { organization: null });
};

test.each([
  ["an empty list", { data: [] }],
  ["a first page without links", { data: [], totalResults: 60 }],
  ["fewer tenants than it counts", { data: [], links: {}, totalResults: 60 }],
])("%s takes no tenant for gone, and says that the list may be short", async (_, body) => {
  const { opened, sync, unlisted } = await organizationOf60();
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", body });
  for (let again = 0; again < 3; again += 1)
    expect(await sync()).toMatchObject({
      outcome: "failed",
      message: expect.stringContaining("may be short"),
    });
  expect(await unlisted()).toBe(0);
});

test("tenants that go in great number are held until the next reading says so too, and the reading tells it", async () => {
  const { opened, sync, unlisted } = await organizationOf60();
  leave(opened, 0, 40);
  expect(await sync()).toMatchObject({
    outcome: "succeeded",
    message: expect.stringContaining("40 fewer tenants than before"),
  });
  expect(await unlisted()).toBe(0);
  expect(await sync()).toMatchObject({
    outcome: "succeeded",
    message: expect.stringContaining("40 tenants are no longer listed"),
  });
  expect(await unlisted()).toBe(40);
  expect(await sync()).toMatchObject({ outcome: "succeeded", message: null });
});

test("a great number that was missing once is listed again without a change", async () => {
  const { opened, sync, unlisted } = await organizationOf60();
  const empty = { data: [], links: {}, totalResults: 0 };
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", body: empty, times: 1 });
  expect((await sync())?.message).toContain("60 fewer tenants");
  expect(await sync()).toMatchObject({ tenantsRead: 60, message: null });
  opened.sandbox.state.faults.add({ path: "/api/core/tenants", body: empty, times: 1 });
  expect((await sync())?.message).toContain("60 fewer tenants");
  expect(await unlisted()).toBe(0);
});

test("a few tenants that go are believed at once", async () => {
  const { opened, sync, unlisted } = await organizationOf60();
  leave(opened, 0, 10);
  expect(await sync()).toMatchObject({ outcome: "succeeded", message: null });
  expect(await unlisted()).toBe(10);
});

async function tenantOf150Tokens() {
  const opened = await consoleForTest({ tenants: 1, tokensPerTenant: 150 });
  await connectTenant(opened, opened.sandbox.tenant(0));
  const { call, runtime, sandbox, sql } = opened;
  return {
    call,
    sandbox,
    tenant: sandbox.tenant(0),
    async read(): Promise<TokenInventory> {
      await call("POST", "/api/token-inventory/sync", { body: {} });
      await runtime.services.tokenInventory.settled();
      return (await call("GET", "/api/token-inventory")).json<TokenInventory>();
    },
    users: () => Number(sql("SELECT count(*) AS n FROM tenant_users WHERE status <> 'gone'")[0]?.n),
  };
}

test.each([
  ["tokens", "/api/v1/oauth-tokens", { data: [] }],
  ["users", "/api/v1/users", { data: [] }],
  ["users, with a count that is not reached", "/api/v1/users", { data: [], links: {}, totalResults: 40 }],
])("a list of %s that may be short takes nothing for gone, and says why", async (_, path, body) => {
  const { read, users, sandbox } = await tenantOf150Tokens();
  const before = await read();
  const usersBefore = users();
  sandbox.state.faults.add({ path, body });
  const after = await read();
  expect(after.unreadable).toMatchObject([{ reason: expect.stringContaining("may be short") }]);
  expect(after.tokens).toBe(before.tokens);
  expect(users()).toBe(usersBefore);
});

test.each([
  ["tokens", "/api/v1/oauth-tokens"],
  ["users", "/api/v1/users"],
])("%s that go in great number are looked for again at once", async (_, path) => {
  const { read, users, sandbox } = await tenantOf150Tokens();
  const before = await read();
  const usersBefore = users();
  sandbox.state.faults.add({ path, body: { data: [], links: {} }, times: 1 });
  const after = await read();
  expect(after).toMatchObject({ tokens: before.tokens, unreadable: [] });
  expect(users()).toBe(usersBefore);
});

test("tokens that two readings do not hold are gone, and the inventory tells it", async () => {
  const { read, sandbox, tenant } = await tenantOf150Tokens();
  await read();
  const { contents } = sandbox.state;
  const [, ...others] = contents.oauthTokensOf(tenant);
  for (const { id } of others.slice(0, 100)) contents.revoke(tenant, id);
  const after = await read();
  expect(after.tokens).toBe(contents.oauthTokensOf(tenant).length);
  expect(after.drops).toMatchObject([
    { reason: expect.stringContaining("100 tokens fewer than before"), named: [{ tenantId: tenant.id }] },
  ]);
  expect((await read()).drops).toEqual([]);
});

test("a selection is not frozen from a list that may be short", async () => {
  const { call, sandbox, tenant } = await tenantOf150Tokens();
  const [token] = sandbox.state.contents.oauthTokensOf(tenant);
  sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", body: { data: [] } });
  const dryRun = (selection: object) =>
    call("POST", "/api/revocations", { body: { selection, dryRun: true } });
  const all = await dryRun({ kind: "tenant", tenantId: tenant.id });
  expect(all.status).toBe(424);
  const some = await dryRun({ kind: "tokens", tokens: [{ tenantId: tenant.id, tokenIds: [token?.id] }] });
  expect(some.text).not.toContain("already-gone");
  expect(some.text).toContain("may be short");
});

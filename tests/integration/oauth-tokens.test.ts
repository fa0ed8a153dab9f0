import { beforeEach, expect, test } from "vitest";
import type { OAuthToken } from "@/lib/contracts/oauth-tokens";
import type { TenantList } from "@/lib/contracts/tenants";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  type OpenConsole,
} from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

let opened: OpenConsole;
let tenant: SandboxTenant;

beforeEach(async () => {
  opened = await consoleForTest({ tenants: 3 });
  tenant = opened.sandbox.tenant(0);
  await connectOrganization(opened);
  await connectTenant(opened, tenant);
  opened.sandbox.state.requestLog.clear();
});

type Page = { data: OAuthToken[]; total: null; nextCursor?: string };
const theirs = () => opened.sandbox.state.contents.oauthTokensOf(tenant);
const list = async (path: string) => {
  const answer = await opened.call("GET", path, { as: "viewer" });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json<Page>();
};
const revoke = (tokenId: string, as: "viewer" | "operator" = "operator", tenantId = tenant.id) =>
  opened.call("DELETE", `/api/tenants/${tenantId}/oauth-tokens/${encodeURIComponent(tokenId)}`, { as });
const firstOfAPerson = () => {
  const token = theirs().find(({ clientId }) => clientId !== tenant.client.clientId);
  if (!token) throw new Error("The sandbox has no token.");
  return token;
};
const changesSent = () => opened.sandbox.requests().filter((line) => line.startsWith("DELETE"));
const gone = (tokenId: string) => opened.sandbox.state.contents.oauthToken(tenant, tokenId) === undefined;

test("every token of a tenant is listed, page by page, with what Qlik tells and no more", async () => {
  const rows: OAuthToken[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: Page = await list(
      `/api/tenants/${tenant.id}/oauth-tokens?limit=13${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    rows.push(...page.data);
    expect(page.total).toBeNull();
    cursor = page.nextCursor;
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  expect(byId.size).toBe(rows.length);
  for (const token of theirs()) {
    const { lastUsed, ...rest } = byId.get(token.id) ?? { lastUsed: undefined };
    const { lastUsed: _, ...members } = token;
    expect(rest).toEqual({ ...members, consoleOwn: token.clientId === tenant.client.clientId });
    // The console's own token is used by reading this very list.
    if (token.clientId !== tenant.client.clientId) expect(lastUsed).toBe(token.lastUsed);
  }
  expect(rows.length).toBe(theirs().length);
  expect(rows.some(({ consoleOwn }) => consoleOwn)).toBe(true);
});

test("the tokens of one user are listed at both of their addresses", async () => {
  const { userId } = firstOfAPerson();
  const wanted = theirs()
    .filter((token) => token.userId === userId)
    .map(({ id }) => id)
    .sort();
  for (const path of [
    `/api/tenants/${tenant.id}/users/${userId}/oauth-tokens`,
    `/api/tenants/${tenant.id}/oauth-tokens?userId=${userId}`,
  ])
    expect((await list(path)).data.map(({ id }) => id).sort()).toEqual(wanted);
});

test("a token that is revoked is gone at Qlik, and from the list", async () => {
  const token = firstOfAPerson();
  const answer = await revoke(token.id);
  expect([answer.status, answer.text, answer.headers.get("x-castellan-outcome")]).toEqual([204, "", null]);
  expect(gone(token.id)).toBe(true);
  const { data } = await list(`/api/tenants/${tenant.id}/users/${token.userId}/oauth-tokens`);
  expect(data.map(({ id }) => id)).not.toContain(token.id);
});

test("revoking what is gone already is a success of its own", async () => {
  const token = firstOfAPerson();
  await revoke(token.id);
  const again = await revoke(token.id);
  expect([again.status, again.headers.get("x-castellan-outcome")]).toEqual([204, "already-gone"]);
});

test("a viewer may not revoke: nothing is sent to Qlik and nothing is written down as done", async () => {
  const token = firstOfAPerson();
  expect((await revoke(token.id, "viewer")).status).toBe(403);
  expect(opened.sandbox.requests()).toEqual([]);
  expect(gone(token.id)).toBe(false);
  expect(opened.sql("SELECT count(*) AS n FROM audit_entries WHERE action = 'oauth-token.revoke'")).toEqual([
    { n: 0 },
  ]);
});

test("before a token is revoked, the tenant behind the hostname is proven to be the one meant", async () => {
  const token = firstOfAPerson();
  await revoke(token.id);
  const asked = opened.sandbox.requests().filter((line) => line.includes("/api/v1/"));
  expect(asked).toEqual([
    `GET ${tenant.hostname}/api/v1/tenants/me`,
    `GET ${tenant.hostname}/api/v1/tenants/${tenant.id}`,
    `DELETE ${tenant.hostname}/api/v1/oauth-tokens/${token.id}`,
  ]);
});

test("when the hostname has come to another tenant, nothing is revoked there and the connection shows as failing", async () => {
  const other = opened.sandbox.tenant(1);
  const { estate } = opened.sandbox.state;
  estate.changeTenant(tenant.id, { hostnames: ["moved-away.us.qlikcloud.com"] });
  estate.changeTenant(other.id, { hostnames: [tenant.hostname], clientSecret: tenant.client.clientSecret });
  // Somebody who took over the name and hands out tokens for our client.
  const me = { id: other.id, name: "Taken over", hostnames: [tenant.hostname] };
  const token = { access_token: "theirs", token_type: "bearer", expires_in: 3600 };
  opened.sandbox.state.faults.add({ path: "/oauth/token", status: 200, body: token });
  opened.sandbox.state.faults.add({ path: "/api/v1/tenants", status: 200, body: me });
  opened.sandbox.state.faults.add({ method: "DELETE", status: 204 });
  opened.advance(7 * 3_600_000);
  const { cookie } = await opened.signedIn(opened.people.operator);
  const answer = await opened.call("DELETE", `/api/tenants/${tenant.id}/oauth-tokens/some-token`, { cookie });
  expect([answer.status, answer.problem().detail]).toEqual([424, expect.stringContaining(other.id)]);
  expect(changesSent()).toEqual([]);
  const detail = await opened.call("GET", `/api/tenants/${tenant.id}`, { cookie });
  expect(detail.json()).toMatchObject({
    connection: "failing",
    connectionProblem: expect.stringContaining("Another tenant"),
  });
});

test("when the secret was changed at Qlik, the answer says what Qlik says and the list of tenants stays whole", async () => {
  opened.sandbox.state.estate.changeTenant(tenant.id, { clientSecret: "changed-at-qlik" });
  opened.sandbox.state.faults.add({
    path: "/oauth/token",
    host: tenant.hostname,
    status: 401,
    body: { errors: [{ code: "OAUTH-1", title: "Invalid client credentials" }], traceId: "trace-7" },
  });
  opened.advance(7 * 3_600_000);
  const { cookie } = await opened.signedIn(opened.people.operator);
  const answer = await opened.call("GET", `/api/tenants/${tenant.id}/oauth-tokens`, { cookie });
  expect([answer.status, answer.problem().code]).toEqual([424, "upstream_failed"]);
  expect(answer.problem().qlik).toMatchObject({
    host: tenant.hostname,
    status: 401,
    code: "OAUTH-1",
    traceId: "trace-7",
  });
  const { data } = (await opened.call("GET", "/api/tenants", { cookie })).json<TenantList>();
  expect(data.map(({ id, connection }) => [id, connection]).sort()).toEqual(
    [0, 1, 2].map((index) => [opened.sandbox.tenant(index).id, index === 0 ? "failing" : "none"]).sort(),
  );
});

test("a tenant that works again shows as connected again", async () => {
  opened.sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", status: 403, times: 1, body: {} });
  const path = `/api/tenants/${tenant.id}/oauth-tokens`;
  const connection = async () =>
    (await opened.call("GET", `/api/tenants/${tenant.id}`)).json<{ connection: string }>().connection;
  expect((await opened.call("GET", path)).status).toBe(424);
  expect(await connection()).toBe("failing");
  expect((await opened.call("GET", path)).status).toBe(200);
  expect(await connection()).toBe("connected");
});

test.each(["../../1", "a/b?c", "https://client.example.com/id", "a%2Fb"])(
  "a token's id such as %s is sent to Qlik as one encoded segment",
  async (id) => {
    const answer = await revoke(id);
    expect([answer.status, answer.headers.get("x-castellan-outcome")]).toEqual([204, "already-gone"]);
    expect(changesSent()).toEqual([
      `DELETE ${tenant.hostname}/api/v1/oauth-tokens/${encodeURIComponent(id)}`,
    ]);
  },
);

test("a tenant's id such as ../../1 leads nowhere", async () => {
  expect((await revoke("x", "operator", encodeURIComponent("../../1"))).status).toBe(404);
  expect(opened.sandbox.requests()).toEqual([]);
});

test("a token that Qlik will not revoke is told as such and stays", async () => {
  const token = firstOfAPerson();
  opened.sandbox.state.faults.add({
    method: "DELETE",
    status: 403,
    body: { errors: [{ title: "Forbidden" }] },
  });
  const answer = await revoke(token.id);
  expect([answer.status, answer.problem().qlik?.status]).toEqual([424, 403]);
  expect(gone(token.id)).toBe(false);
});

test("when nobody knows whether a token was revoked, the answer says so and the log calls it unknown", async () => {
  const slow = await consoleForTest({ tenants: 1, qlikDeadlineMs: 1000 });
  const target = slow.sandbox.tenant(0);
  await connectTenant(slow, target);
  slow.sandbox.state.faults.add({ path: "/api/v1/oauth-tokens", hang: true });
  const answer = await slow.call("DELETE", `/api/tenants/${target.id}/oauth-tokens/abc`);
  expect([answer.status, answer.problem().detail]).toEqual([424, expect.stringContaining("not known")]);
  const events = await slow.call("GET", "/api/audit-events");
  expect(events.json<{ data: { action: string; outcome: string }[] }>().data[0]).toMatchObject({
    action: "oauth-token.revoke",
    outcome: "unknown",
  });
});

test("the tokens of one tenant are asked for with that tenant's own access token alone", async () => {
  const second = opened.sandbox.tenant(1);
  await connectTenant(opened, second);
  opened.sandbox.state.requestLog.clear();
  await Promise.all([tenant, second].map(({ id }) => list(`/api/tenants/${id}/oauth-tokens`)));
  const lines = opened.sandbox.state.requestLog.requests();
  expect(lines.length).toBeGreaterThan(1);
  // The sandbox takes a tenant's own access tokens alone.
  expect(lines.filter(({ status }) => status !== 200 && status !== 302)).toEqual([]);
});

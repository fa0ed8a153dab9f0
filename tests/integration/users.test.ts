import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { User } from "@/lib/contracts/users";
import { actorWithoutSession } from "@/lib/server/actor";
import { connectOrganization, connectTenant, type OpenConsole, openConsole } from "@/tests/support/console";
import type { SandboxTenant } from "@/tests/support/sandbox";

let opened: OpenConsole;
let tenant: SandboxTenant;

beforeAll(async () => {
  opened = await openConsole({ tenants: 2 });
  tenant = opened.sandbox.tenant(0);
  await connectOrganization(opened);
  await connectTenant(opened, tenant);
});
afterAll(() => opened.close());
beforeEach(() => {
  opened.sandbox.state.faults.clear();
  opened.sandbox.state.requestLog.clear();
});

type Page = { data: User[]; total: number | null; nextCursor?: string; asOf: string };
const ask = (query: Record<string, string> = {}, tenantId = tenant.id) =>
  opened.call("GET", `/api/tenants/${encodeURIComponent(tenantId)}/users?${new URLSearchParams(query)}`, {
    as: "viewer",
  });
const list = async (query: Record<string, string> = {}) => {
  const answer = await ask(query);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json<Page>();
};
const theirs = () => opened.sandbox.state.contents.usersOf(tenant);

async function walk(query: Record<string, string>, limit: number) {
  const users: User[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: Page = await list({ ...query, limit: String(limit), ...(cursor ? { cursor } : {}) });
    users.push(...page.data);
    cursor = page.nextCursor;
  }
  return users;
}

test("everybody of a tenant is listed, in every status, bots too, with what Qlik tells", async () => {
  const { data, total, nextCursor } = await list({ limit: "100" });
  expect([data.length, total, nextCursor]).toEqual([theirs().length, theirs().length, undefined]);
  const byId = new Map(data.map((user) => [user.id, user]));
  for (const user of theirs()) {
    expect(byId.get(user.id)).toEqual({
      id: user.id,
      name: user.name,
      subject: user.subject,
      email: user.email,
      status: user.status,
      clientId: user.clientId,
      createdAt: user.createdAt,
      lastUpdatedAt: user.lastUpdatedAt,
      assignedRoles: user.assignedRoles.map(({ name }) => name),
      bot: user.clientId !== null,
      consoleBot: user.clientId === tenant.client.clientId,
    } satisfies Record<keyof User, unknown>);
  }
  expect(new Set(data.map(({ status }) => status))).toEqual(
    new Set(["active", "invited", "disabled", "deleted", "provisioned"]),
  );
  expect(data.filter(({ consoleBot }) => consoleBot)).toHaveLength(1);
});

test.each(["active", "invited", "disabled", "deleted", "provisioned", "disabled,deleted"])(
  "filtering by %s shows those alone",
  async (status) => {
    const { data, total } = await list({ status, limit: "100" });
    const wanted = theirs().filter((user) => status.split(",").includes(user.status));
    expect(wanted.length).toBeGreaterThan(0);
    expect(total).toBe(wanted.length);
    expect(data.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
  },
);

test("searching finds people of every status by name, e-mail and subject, whatever the case", async () => {
  const disabled = theirs().find(({ status, email }) => status === "disabled" && email);
  const bot = theirs().find(({ clientId }) => clientId);
  if (!disabled?.email || !bot) throw new Error("The sandbox has no such users.");
  for (const [search, id] of [
    [disabled.email.toUpperCase(), disabled.id],
    [disabled.subject, disabled.id],
    [disabled.name.toLowerCase(), disabled.id],
    [bot.subject, bot.id],
  ] as const)
    expect(
      (await list({ search })).data.map((user) => user.id),
      search,
    ).toContain(id);
  expect((await list({ search: "nobody-is-called-so" })).data).toEqual([]);
});

test.each(['" or status eq "active', "a\\b", 'name co "x"', "%", "*", "'; drop table users; --"])(
  "what looks like a filter (%s) is only text that is searched for",
  async (search) => {
    const { data } = await list({ search });
    const fits = (text: string | null) => text?.toLowerCase().includes(search.toLowerCase());
    expect(data.every(({ name, email, subject }) => fits(name) || fits(email) || fits(subject))).toBe(true);
    expect(data.length).toBeLessThan(theirs().length);
  },
);

test("paging visits each user once, searched and filtered too", async () => {
  const all = await walk({}, 7);
  expect(all.map(({ id }) => id)).toEqual((await list({ limit: "100" })).data.map(({ id }) => id));
  const active = await walk({ status: "active", search: "a" }, 3);
  expect(new Set(active.map(({ id }) => id)).size).toBe(active.length);
  expect(active.map(({ id }) => id)).toEqual(
    (await list({ status: "active", search: "a", limit: "100" })).data.map(({ id }) => id),
  );
});

test("one user is shown, and one who does not exist is not found", async () => {
  const [user] = theirs();
  const answer = await opened.call("GET", `/api/tenants/${tenant.id}/users/${user?.id}`, { as: "viewer" });
  expect([answer.status, answer.json<User>().name]).toEqual([200, user?.name]);
  const missing = await opened.call("GET", `/api/tenants/${tenant.id}/users/no-such-user`, { as: "viewer" });
  expect([missing.status, missing.problem().qlik]).toEqual([
    404,
    expect.objectContaining({ status: 404, code: "USERS-7", traceId: expect.any(String) }),
  ]);
});

test("somebody is still known by the name under which they were last read", async () => {
  await opened.call("POST", "/api/token-inventory/sync", { body: {} });
  await opened.runtime.services.tokenInventory.settled();
  const { users } = opened.runtime.services;
  const [user] = theirs();
  const person = { id: opened.people.viewer, name: "", email: "", role: "viewer" as const };
  const actor = actorWithoutSession(person);
  expect(await users.lastKnown(actor, tenant.id, user?.id ?? "")).toMatchObject({
    name: user?.name,
    email: user?.email,
  });
  expect(await users.lastKnown(actor, tenant.id, "no-such-user")).toBeUndefined();
});

test("a tenant that is not connected says so, and one that nobody knows is not found; neither is asked", async () => {
  const unconnected = await ask({}, opened.sandbox.tenant(1).id);
  expect([unconnected.status, unconnected.problem().code]).toEqual([409, "not_connected"]);
  expect((await ask({}, "no-such-tenant")).status).toBe(404);
  expect(opened.sandbox.requests()).toEqual([]);
});

test("a status that does not exist is refused at its field and nothing is asked of Qlik", async () => {
  const answer = await ask({ status: "sleeping" });
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, "status.0"]);
  expect(opened.sandbox.requests()).toEqual([]);
});

test.each(["../../1", "a/b?c", "..%2f..%2f1", "a b", "a#b", "é", "%"])(
  "an id such as %s is sent to Qlik as one encoded segment",
  async (id) => {
    await opened.call("GET", `/api/tenants/${tenant.id}/users/${encodeURIComponent(id)}`);
    expect(opened.sandbox.requests().filter((line) => line.includes("/api/v1/"))).toEqual([
      `GET ${tenant.hostname}/api/v1/users/${encodeURIComponent(id)}`,
    ]);
  },
);

test("two dots as an id are refused, and nothing is sent", async () => {
  const path = { params: Promise.resolve({ tenantId: tenant.id, userId: ".." }) };
  const { NextRequest } = await import("next/server");
  const { GET } = await import("@/app/api/tenants/[tenantId]/users/[userId]/route");
  await opened.call("GET", "/api/tenants");
  const { cookie } = await opened.signedIn(opened.people.viewer);
  // A URL would have folded the dots before any route saw them.
  const request = new NextRequest("http://localhost:3000/api", {
    headers: { host: "localhost:3000", cookie },
  });
  expect((await GET(request, path)).status).toBe(424);
  expect(opened.sandbox.requests().filter((line) => line.includes("/api/v1/"))).toEqual([]);
});

test("what Qlik says when it fails is handed on: status, code and trace id", async () => {
  opened.sandbox.state.faults.add({
    path: "/api/v1/users",
    status: 500,
    body: { errors: [{ code: "USERS-99", title: "Broken", detail: "On fire" }], traceId: "trace-1" },
  });
  const answer = await ask();
  expect([answer.status, answer.problem().code]).toEqual([424, "upstream_failed"]);
  expect(answer.problem().qlik).toEqual({
    host: tenant.hostname,
    status: 500,
    code: "USERS-99",
    title: "Broken",
    detail: "On fire",
    traceId: "trace-1",
  });
  expect(answer.problem().advice).toBeTruthy();
});

test("a tenant that fails for a moment is not taken for disconnected", async () => {
  opened.sandbox.state.faults.add({ path: "/api/v1/users", status: 503, body: {} });
  await ask();
  const detail = await opened.call("GET", `/api/tenants/${tenant.id}`);
  expect(detail.json<{ connection: string }>().connection).toBe("connected");
});

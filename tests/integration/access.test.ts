import { afterAll, beforeAll, expect, test } from "vitest";
import { isGrave } from "@/lib/contracts/effects";
import type { Operation } from "@/lib/contracts/operation";
import { covers, roles } from "@/lib/contracts/roles";
import { operations } from "@/lib/server/http/describe-api";
import { consoleForTest, type OpenConsole, openConsole } from "@/tests/support/console";
import type { Answer } from "@/tests/support/http";

const MINUTE = 60_000;

let opened: OpenConsole;
beforeAll(async () => {
  opened = await openConsole({ tenants: 1 });
});
afterAll(() => opened.close());

const pathOf = ({ path }: Operation) => path.replace(/\{\w+\}/g, "no-such-id");
const ask = async (
  operation: Operation,
  options: Parameters<OpenConsole["call"]>[2] = {},
): Promise<Answer> => {
  const body = operation.method === "GET" || operation.method === "DELETE" ? {} : { body: {} };
  const { as = "admin", cookie } = options;
  // It would end the session that the next test needs.
  const isSpent = operation.id === "endOwnSession" && cookie === undefined && as !== "nobody";
  const ownCookie = isSpent ? { cookie: (await opened.signedIn(opened.people[as])).cookie } : {};
  return opened.call(operation.method, pathOf(operation), { ...body, ...options, ...ownCookie });
};
const guarded = operations.filter(({ role }) => role !== "none");
const named = (list: readonly Operation[]) => list.map((operation) => [operation.id, operation] as const);
const changing = operations.filter(({ method }) => method !== "GET");
const operationOf = (id: string): Operation => {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`There is no operation ${id}.`);
  return found;
};
const health = ["/api/health/live", "/api/health/ready"];

// Each is asked everything in one test: that every route is made by `route()`, which asks for all of this, is proven in
// tests/unit/http/routes.test.ts; what is asked here is what an operation declares, and that no route stands outside.

test.each(named(guarded))("%s lets in whom it declares, and nobody else", async (id, operation) => {
  const statusWith = async (cookie: string) => (await ask(operation, { cookie })).status;

  const answer = await ask(operation, { as: "nobody" });
  expect.soft([answer.status, answer.problem().code], "without a session").toEqual([401, "unauthenticated"]);
  expect.soft(await statusWith("next-auth.session-token=nonsense"), "a cookie without meaning").toBe(401);

  const gone = await opened.signedIn(opened.people.admin);
  await opened.store.sessions.remove(gone.sessionId);
  expect.soft(await statusWith(gone.cookie), "a session that has ended").toBe(401);

  const disabled = `disabled-${id}`;
  const person = { id: disabled, role: "admin" as const, name: "Former", email: `${disabled}@example.com` };
  await opened.store.people.create({ ...person, passwordHash: "none" });
  const { cookie } = await opened.signedIn(disabled);
  opened.sql("UPDATE people SET disabledAt = ? WHERE id = ?", new Date().toISOString(), disabled);
  expect.soft(await statusWith(cookie), "somebody who was disabled since").toBe(401);

  for (const role of roles) {
    const { status, problem } = await ask(operation, { as: role });
    if (operation.role === "none" || covers(role, operation.role)) {
      expect.soft([401, 403, 500], role).not.toContain(status);
    } else {
      expect.soft([status, problem().code], role).toEqual([403, "forbidden"]);
      expect.soft(problem().detail, role).toContain(operation.role);
    }
  }
});

test.each([
  ["is sealed by another secret", { secret: "x".repeat(40) }],
  ["names a session that never was", { sessionId: "no-such-session" }],
])("a cookie that %s opens nothing", async (_why, wrong: { secret?: string; sessionId?: string }) => {
  const { encode } = await import("next-auth/jwt");
  const { sessionId } = await opened.signedIn(opened.people.admin);
  const token = { sessionId: wrong.sessionId ?? sessionId };
  const secret = wrong.secret ?? opened.runtime.sessionSecret;
  const cookie = `next-auth.session-token=${await encode({ token, secret, maxAge: 3600 })}`;
  for (const operation of guarded)
    expect.soft((await ask(operation, { cookie })).status, operation.id).toBe(401);
  await opened.store.sessions.remove(sessionId);
});

test("an auditor may what a viewer may and read the activity log, and nothing else", () => {
  const more = operations.filter(
    ({ role }) => role !== "none" && covers("auditor", role) && !covers("viewer", role),
  );
  expect(more.map(({ id }) => id).sort()).toEqual([
    "exportAuditEvents",
    "getAuditEvent",
    "listAuditEventParts",
    "listAuditEvents",
    "verifyAuditChain",
  ]);
  expect(more.filter(({ method, effect }) => method !== "GET" && effect !== "none")).toEqual([]);
  // Who may read the log is no step on the way to acting.
  expect(more.filter(({ role }) => role !== "none" && covers("operator", role))).toEqual([]);
});

const confirmed = operations.filter(({ effect }) => isGrave(effect));

test.each(named(confirmed))(
  "%s waits where the last sign-in is more than five minutes ago",
  async (_id, operation) => {
    const { sessionId, cookie } = await opened.signedIn(opened.people.admin);
    const ago = async (milliseconds: number) => {
      const at = opened.runtime.clock().getTime() - milliseconds;
      await opened.store.sessions.confirm(sessionId, new Date(at));
      const answer = await ask(operation, { cookie });
      return answer.status < 400 ? "done" : answer.problem().code;
    };
    expect(await ago(5 * MINUTE + 1000)).toBe("sign_in_again");
    expect(await ago(4 * MINUTE)).not.toBe("sign_in_again");
  },
);

test("whoever must set up a second factor first gets nowhere else", async () => {
  const settings = { secondFactorRequiredFor: ["admin" as const], idleMinutes: 30, absoluteHours: 12 };
  const person = { id: "without-factor", role: "admin" as const, name: "New", email: "new@example.com" };
  await opened.store.people.create({ ...person, passwordHash: "none" });
  await opened.store.settings.put("sign-in", settings, new Date());
  try {
    for (const operation of guarded) {
      const answer = await ask(operation, { cookie: (await opened.signedIn(person.id)).cookie });
      const code = answer.status < 400 ? "done" : answer.problem().code;
      if (operation.duringEnrolment) expect.soft(code, operation.id).not.toBe("second_factor_needed");
      else expect.soft([answer.status, code], operation.id).toEqual([403, "second_factor_needed"]);
    }
  } finally {
    await opened.store.settings.put("sign-in", { ...settings, secondFactorRequiredFor: [] }, new Date());
  }
});

test("only what setting up a second factor takes is open during it", () => {
  const open = operations.filter(({ duringEnrolment }) => duringEnrolment).map(({ id }) => id);
  expect(open.sort()).toEqual([
    "confirmSecondFactor",
    "confirmSession",
    "endOwnSession",
    "getAccount",
    "getSession",
    "offerSecondFactor",
  ]);
});

/** How a browser, or a page that is not ours, says where a request comes from. */
const foreign = {
  "another site": { origin: "https://evil.example.com", "sec-fetch-site": "cross-site" },
  "another origin of the same site": { origin: "http://localhost:9999", "sec-fetch-site": "same-site" },
  "our address over another scheme": { origin: "https://localhost:3000" },
  "an address that begins like ours": { origin: "http://localhost:3000.evil.example.com" },
  "a page without an origin": { origin: "null" },
  "nowhere that it says": { origin: "" },
};
const own = {
  "our origin": { origin: "http://localhost:3000" },
  "a browser that says it is the same origin": { origin: "", "sec-fetch-site": "same-origin" },
};

test.each(named(changing))(
  "%s, which changes something, takes our pages' JSON alone",
  async (_id, operation) => {
    const elsewhere = await ask(operation, { headers: foreign["another site"] });
    expect.soft([elsewhere.status, elsewhere.problem().code]).toEqual([403, "cross_origin"]);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
      const answer = await ask(operation, { body: "a=b", headers: { "content-type": type } });
      expect.soft([answer.status, answer.problem().code], type).toEqual([415, "unsupported_media_type"]);
    }
    const broken = await ask(operation, { body: '{"name": ' });
    expect.soft([broken.status, broken.problem().code], "broken JSON").toEqual([400, "invalid_input"]);
    const long = await ask(operation, {
      body: JSON.stringify({ name: "x".repeat(operation.bodyKiB * 1024) }),
    });
    expect
      .soft([long.status, long.problem().code], "more than it declares")
      .toEqual([413, "payload_too_large"]);
  },
);

// Every route asks these through the same lines of `route()`; each way to word them is tried on one of each kind.

test("a change is taken from our own pages alone", async () => {
  const operation = operationOf("connectTenant");
  for (const [from, headers] of Object.entries(foreign)) {
    const answer = await ask(operation, { headers });
    expect.soft([answer.status, answer.problem().code], from).toEqual([403, "cross_origin"]);
  }
  for (const [from, headers] of Object.entries(own)) {
    expect.soft((await ask(operation, { headers })).status, from).not.toBe(403);
  }
});

test("a body of exactly the size allowed is read", async () => {
  const body = JSON.stringify({ name: "" });
  const name = "x".repeat(64 * 1024 - body.length);
  const answer = await opened.call("POST", "/api/organizations", { body: JSON.stringify({ name }) });
  expect(answer.status).toBe(400);
});

const strangers = [
  "evil.example.com",
  "localhost:3001",
  "localhost",
  "localhost:3000.evil.example.com",
  "localhost.evil.example.com:3000",
  "user@localhost:3000",
  "evil.example.com/@localhost:3000",
  "localhost:3000/evil",
  "",
];
const ours = ["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000"];

test.each(named(operations))(
  "%s answers every caller in full, and under our address alone",
  async (_id, operation) => {
    for (const options of [
      { as: "nobody" as const },
      {},
      { body: "{" },
      { headers: { host: "evil.example.com" } },
    ]) {
      if ("body" in options && operation.method === "GET") continue;
      const answer = await ask(operation, options);
      const said = JSON.stringify(options);
      // What is streamed also asks proxies to pass it on as it is.
      expect.soft(answer.headers.get("cache-control"), said).toMatch(/^no-store(, no-transform)?$/);
      expect.soft(answer.headers.get("x-request-id"), said).toMatch(/^[0-9a-f-]{36}$/);
      if (answer.status < 400) continue;
      expect.soft(answer.headers.get("content-type"), said).toBe("application/problem+json");
      expect.soft(answer.problem().status, said).toBe(answer.status);
      expect.soft(answer.problem().requestId, said).toBe(answer.headers.get("x-request-id"));
    }
  },
);

test.each(["listTenants", "connectTenant", "exportTenants", "getLiveness"])(
  "%s answers under this machine's own names, and under no other",
  async (id) => {
    const operation = operationOf(id);
    for (const host of strangers) {
      const answer = await ask(operation, { headers: { host } });
      if (health.includes(operation.path)) expect.soft(answer.status, host).toBe(200);
      else expect.soft([answer.status, answer.problem().code], host).toEqual([421, "misdirected"]);
    }
    for (const host of ours) {
      expect.soft((await ask(operation, { headers: { host } })).status, host).not.toBe(421);
    }
  },
);

test("behind its public address the console takes that host and that origin alone", async () => {
  const publicUrl = "https://castellan.example.com";
  const behind = await consoleForTest({ tenants: 1, env: { PUBLIC_URL: publicUrl } });
  const status = async (headers: Record<string, string>) =>
    (await behind.call("POST", "/api/organizations", { body: {}, headers })).status;
  expect(await status({})).toBe(400);
  expect(await status({ host: "localhost:3000" })).toBe(421);
  expect(await status({ host: "127.0.0.1:3000" })).toBe(421);
  expect(await status({ host: "castellan.example.com.evil.example.com" })).toBe(421);
  expect(await status({ origin: "http://castellan.example.com" })).toBe(403);
  expect(await status({ origin: "https://castellan.example.com:8443" })).toBe(403);
  expect(await status({ cookie: behind.env.publicUrl })).toBe(401);
});

test("a session ends after half an hour without use, and lasts as long as it is used", async () => {
  const { sessionId, cookie } = await opened.signedIn(opened.people.viewer);
  const status = async () => (await opened.call("GET", "/api/tenants", { cookie })).status;
  for (let minutes = 0; minutes < 120; minutes += 29) {
    opened.advance(29 * MINUTE);
    expect(await status()).toBe(200);
  }
  opened.advance(30 * MINUTE + 1000);
  expect(await status()).toBe(401);
  expect(await opened.store.sessions.find(sessionId)).toBeUndefined();
});

test("a session ends after twelve hours, however much it is used", async () => {
  const { cookie } = await opened.signedIn(opened.people.viewer);
  const status = async () => (await opened.call("GET", "/api/tenants", { cookie })).status;
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    opened.advance(20 * MINUTE);
    expect(await status()).toBe(200);
  }
  opened.advance(20 * MINUTE);
  expect(await status()).toBe(401);
});

test("a change of role counts from the next request on", async () => {
  const { cookie } = await opened.signedIn(opened.people.operator);
  const status = async () => (await opened.call("GET", "/api/audit-events", { cookie })).status;
  expect(await status()).toBe(403);
  opened.sql("UPDATE people SET role = 'admin' WHERE id = ?", opened.people.operator);
  expect(await status()).toBe(200);
  opened.sql("UPDATE people SET role = 'operator' WHERE id = ?", opened.people.operator);
  expect(await status()).toBe(403);
});

test("a failure that nobody expected is told without its inner workings, and logged under its request id", async () => {
  const broken = await consoleForTest({ tenants: 1 });
  broken.sql("ALTER TABLE organizations RENAME TO elsewhere");
  const answer = await broken.call("GET", "/api/organizations");
  const { code, detail, requestId } = answer.problem();
  expect([answer.status, code]).toEqual([500, "internal"]);
  expect(answer.text).not.toMatch(/prisma|sqlite|organizations|elsewhere/i);
  expect(detail).toContain("may be done in part");
  expect(broken.logged()).toContain(requestId);
  const ready = await broken.call("GET", "/api/health/ready", { as: "nobody" });
  expect(ready.status).toBe(200);
  broken.sql("ALTER TABLE installation RENAME TO nowhere");
  const unready = await broken.call("GET", "/api/health/ready", { as: "nobody" });
  expect([unready.status, unready.problem().code]).toEqual([503, "unavailable"]);
  expect((await broken.call("GET", "/api/health/live", { as: "nobody" })).status).toBe(200);
});

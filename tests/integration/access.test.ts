import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isGrave } from "@/lib/contracts/effects";
import type { Operation } from "@/lib/contracts/operation";
import { covers, type Role, roles } from "@/lib/contracts/roles";
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
const health = ["/api/health/live", "/api/health/ready"];

describe.each(named(guarded))("%s", (_id, operation) => {
  test("is closed to whoever has no session", async () => {
    const answer = await ask(operation, { as: "nobody" });
    expect([answer.status, answer.problem().code]).toEqual([401, "unauthenticated"]);
  });

  test.each([
    ["has no meaning", "next-auth.session-token=nonsense"],
    ["is sealed by another secret", ""],
    ["names a session that never was", ""],
  ])("is closed to a cookie that %s", async (why, given) => {
    const { encode } = await import("next-auth/jwt");
    const secret = why.includes("another") ? "x".repeat(40) : opened.runtime.sessionSecret;
    const { sessionId } = await opened.signedIn(opened.people.admin);
    const token = { sessionId: why.includes("never") ? "no-such-session" : sessionId };
    const cookie = given || `next-auth.session-token=${await encode({ token, secret, maxAge: 3600 })}`;
    expect((await ask(operation, { cookie })).status).toBe(401);
    // Of many sessions of one person the oldest would end: the administrator's own.
    await opened.store.sessions.remove(sessionId);
  });

  test("is closed to a session that has ended", async () => {
    const { sessionId, cookie } = await opened.signedIn(opened.people.admin);
    await opened.store.sessions.remove(sessionId);
    expect((await ask(operation, { cookie })).status).toBe(401);
  });

  test("is closed to somebody who was disabled since signing in", async () => {
    const id = `disabled-${operation.id}`;
    const person = {
      id,
      role: "admin" as const,
      name: "Former",
      email: `${id}@example.com`,
      passwordHash: "none",
    };
    await opened.store.people.create(person);
    const { cookie } = await opened.signedIn(id);
    opened.sql("UPDATE people SET disabledAt = ? WHERE id = ?", new Date().toISOString(), id);
    expect((await ask(operation, { cookie })).status).toBe(401);
  });

  test.each(roles)("lets a %s in, or not, as declared", async (role: Role) => {
    const { status, problem } = await ask(operation, { as: role });
    if (operation.role === "none" || covers(role, operation.role)) {
      expect([401, 403, 500]).not.toContain(status);
    } else {
      expect([status, problem().code]).toEqual([403, "forbidden"]);
      expect(problem().detail).toContain(operation.role);
    }
  });
});

test("an auditor may what a viewer may and read the activity log, and nothing else", () => {
  const more = operations.filter(
    ({ role }) => role !== "none" && covers("auditor", role) && !covers("viewer", role),
  );
  expect(more.map(({ id }) => id).sort()).toEqual([
    "exportAuditEvents",
    "getAuditEvent",
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

describe.each(named(guarded))("%s, for whoever must set up a second factor first,", (_id, operation) => {
  test("is closed, or part of setting it up", async () => {
    const id = `without-factor-${operation.id}`;
    const person = { id, role: "admin" as const, name: "New", email: `${id}@example.com` };
    await opened.store.people.create({ ...person, passwordHash: "none" });
    const settings = { secondFactorRequiredFor: ["admin" as const], idleMinutes: 30, absoluteHours: 12 };
    await opened.store.settings.put("sign-in", settings, new Date());
    try {
      const answer = await ask(operation, { cookie: (await opened.signedIn(id)).cookie });
      const code = answer.status < 400 ? "done" : answer.problem().code;
      if (operation.duringEnrolment) expect(code).not.toBe("second_factor_needed");
      else expect([answer.status, code]).toEqual([403, "second_factor_needed"]);
    } finally {
      await opened.store.settings.put("sign-in", { ...settings, secondFactorRequiredFor: [] }, new Date());
    }
  });
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

describe.each(named(changing))("%s, which changes something,", (_id, operation) => {
  test.each([
    ["from another site", { origin: "https://evil.example.com", "sec-fetch-site": "cross-site" }],
    [
      "from another origin of the same site",
      { origin: "http://localhost:9999", "sec-fetch-site": "same-site" },
    ],
    ["from our address over another scheme", { origin: "https://localhost:3000" }],
    ["from an address that begins like ours", { origin: "http://localhost:3000.evil.example.com" }],
    ["from a page without an origin", { origin: "null" }],
    ["without a word on where it comes from", { origin: "" }],
  ])("is refused %s", async (_from, headers) => {
    const answer = await ask(operation, { headers });
    expect([answer.status, answer.problem().code]).toEqual([403, "cross_origin"]);
  });

  test.each([
    ["with our origin", { origin: "http://localhost:3000" }],
    ["from a browser that says it is the same origin", { origin: "", "sec-fetch-site": "same-origin" }],
  ])("is taken %s", async (_from, headers) => {
    expect((await ask(operation, { headers })).status).not.toBe(403);
  });

  test("is refused when it carries something else than JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
      const answer = await ask(operation, { body: "a=b", headers: { "content-type": type } });
      expect([type, answer.status, answer.problem().code]).toEqual([type, 415, "unsupported_media_type"]);
    }
  });

  test("is refused when its JSON is broken", async () => {
    const answer = await ask(operation, { body: '{"name": ' });
    expect([answer.status, answer.problem().code]).toEqual([400, "invalid_input"]);
  });

  test("is refused when it carries more than it declares", async () => {
    const answer = await ask(operation, {
      body: JSON.stringify({ name: "x".repeat(operation.bodyKiB * 1024) }),
    });
    expect([answer.status, answer.problem().code]).toEqual([413, "payload_too_large"]);
  });
});

test("a body of exactly the size allowed is read", async () => {
  const body = JSON.stringify({ name: "" });
  const name = "x".repeat(64 * 1024 - body.length);
  const answer = await opened.call("POST", "/api/organizations", { body: JSON.stringify({ name }) });
  expect(answer.status).toBe(400);
});

describe.each(named(operations))("%s", (_id, operation) => {
  test("answers every caller with no-store, a request id and, when it fails, problem details", async () => {
    for (const options of [
      { as: "nobody" as const },
      {},
      { body: "{" },
      { headers: { host: "evil.example.com" } },
    ]) {
      if ("body" in options && operation.method === "GET") continue;
      const answer = await ask(operation, options);
      // What is streamed also asks proxies to pass it on as it is.
      expect(answer.headers.get("cache-control")).toMatch(/^no-store(, no-transform)?$/);
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      if (answer.status < 400) continue;
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.problem().status).toBe(answer.status);
      expect(answer.problem().requestId).toBe(answer.headers.get("x-request-id"));
    }
  });

  test.each([
    "evil.example.com",
    "localhost:3001",
    "localhost",
    "localhost:3000.evil.example.com",
    "localhost.evil.example.com:3000",
    "user@localhost:3000",
    "evil.example.com/@localhost:3000",
    "localhost:3000/evil",
    "",
  ])("does not answer under the foreign address %s", async (host) => {
    const answer = await ask(operation, { headers: { host } });
    if (health.includes(operation.path)) expect(answer.status).toBe(200);
    else expect([answer.status, answer.problem().code]).toEqual([421, "misdirected"]);
  });

  test.each(["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000"])(
    "answers under this machine's own name %s",
    async (host) => {
      expect((await ask(operation, { headers: { host } })).status).not.toBe(421);
    },
  );
});

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

import { decode } from "next-auth/jwt";
import { expect, test, vi } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import { setRuntime } from "@/lib/server/runtime";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { FORM, form, signIn } from "@/tests/support/sign-in";
// The real one on either database, not its quick stand-in: some of these tests happen while it is weighing.
import { hashPassword } from "../../lib/server/passwords";

const PASSWORD = "correct horse battery staple";
const ADA = { id: "ada", email: "ada@example.com", name: "Ada", role: "operator" as const };
const SESSION_COOKIE = "next-auth.session-token";

async function consoleWithAda(env: Record<string, string> = {}): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 1, env });
  await opened.store.people.create({ ...ADA, passwordHash: await hashPassword(PASSWORD) });
  return opened;
}

const newest = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/audit-events")).json<{ data: AuditEvent[] }>().data[0];

test("somebody signs in with e-mail and password, and is known from then on", async () => {
  const opened = await consoleWithAda();
  const { answer, session = "" } = await signIn(opened, { email: " ADA@Example.com ", password: PASSWORD });
  expect([answer.status, answer.json<{ url: string }>().url]).toEqual([200, "http://localhost:3000/tenants"]);
  const line = answer.headers.getSetCookie().find((one) => one.startsWith(SESSION_COOKIE)) ?? "";
  expect(line).toMatch(/HttpOnly/i);
  expect(line).toMatch(/SameSite=Lax/i);
  expect((await opened.call("GET", "/api/tenants", { cookie: session })).status).toBe(200);
  expect((await opened.call("GET", "/api/audit-events", { cookie: session })).status).toBe(403);
  expect(await newest(opened)).toMatchObject({
    action: "session.sign-in",
    outcome: "succeeded",
    actor: { id: "ada", email: "ada@example.com" },
  });
});

test("the cookie holds a session's token and nothing of the person", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await signIn(opened, { email: ADA.email, password: PASSWORD });
  const token = await decode({
    token: session.slice(SESSION_COOKIE.length + 1),
    secret: opened.runtime.sessionSecret,
  });
  expect(Object.keys(token ?? {}).sort()).toEqual(["exp", "iat", "jti", "sessionId"]);
  expect(
    opened.sql("SELECT personId FROM sessions WHERE token = ? AND id <> token", token?.sessionId),
  ).toEqual([{ personId: "ada" }]);
});

test("a wrong password, an unknown account and a disabled one get the same answer and no session", async () => {
  const opened = await consoleWithAda();
  const disabled = {
    ...ADA,
    id: "bob",
    email: "bob@example.com",
    passwordHash: await hashPassword(PASSWORD),
  };
  await opened.store.people.create(disabled);
  opened.sql("UPDATE people SET disabledAt = ? WHERE id = 'bob'", new Date().toISOString());
  const before = opened.sql("SELECT count(*) AS n FROM sessions");
  const attempts = [
    await signIn(opened, { email: ADA.email, password: "not her password at all" }),
    await signIn(opened, { email: "nobody@example.com", password: PASSWORD }),
    await signIn(opened, { email: "bob@example.com", password: PASSWORD }),
  ];
  for (const { answer, session } of attempts) {
    expect([answer.status, session]).toEqual([401, undefined]);
    expect(answer.text).toBe(attempts[0]?.answer.text);
  }
  expect(opened.sql("SELECT count(*) AS n FROM sessions")).toEqual(before);
});

test("a sign-in that is refused is written down, but never what was typed", async () => {
  const opened = await consoleWithAda();
  await signIn(opened, { email: "canary-password@example.com", password: "canary-in-the-password" });
  expect(await newest(opened)).toMatchObject({ action: "session.sign-in-refused", outcome: "failed" });
  expect(JSON.stringify(opened.sql("SELECT * FROM audit_entries"))).not.toContain("canary");
  expect(opened.logged()).not.toContain("canary");
});

test("a form that misses something, or is far too long, is refused like a wrong password", async () => {
  const opened = await consoleWithAda();
  for (const given of [
    { email: ADA.email, password: "" },
    { email: "not an address", password: PASSWORD },
    { email: ADA.email, password: "x".repeat(5000) },
    { password: PASSWORD },
  ])
    expect((await signIn(opened, given as Record<string, string>)).answer.status).toBe(401);
});

test("a sign-in without the token of our own page is not taken", async () => {
  const opened = await consoleWithAda();
  const { session } = await signIn(opened, { email: ADA.email, password: PASSWORD }, { csrf: "forged" });
  expect(session).toBeUndefined();
});

test("a body larger than any form is refused before it is read", async () => {
  const opened = await consoleWithAda();
  const answer = await opened.call("POST", "/api/auth/callback/credentials", {
    as: "nobody",
    headers: FORM,
    body: form({ password: "x".repeat(70_000) }),
  });
  expect([answer.status, answer.problem().code]).toEqual([413, "payload_too_large"]);
});

test("sign-in answers at the console's own address alone, and never lets itself be cached", async () => {
  const opened = await consoleWithAda();
  const foreign = await opened.call("GET", "/api/auth/csrf", { headers: { host: "evil.example.com" } });
  expect([foreign.status, foreign.problem().code]).toEqual([421, "misdirected"]);
  for (const path of ["/api/auth/csrf", "/api/auth/providers"])
    expect((await opened.call("GET", path, { as: "nobody" })).headers.get("cache-control")).toBe("no-store");
});

test.each([
  ["https://evil.example.com/", "http://localhost:3000/"],
  ["//evil.example.com", "http://localhost:3000/"],
  ["/..//evil.example.com", "http://localhost:3000/"],
  ["/%2e%2e//evil.example.com", "http://localhost:3000/"],
  ["http://localhost:3000//evil.example.com", "http://localhost:3000/"],
  ["/\\evil.example.com", "http://localhost:3000/"],
  ["http://localhost:3000.evil.example.com", "http://localhost:3000/"],
  ["javascript:alert(1)", "http://localhost:3000/"],
  ["/tenants/1?a=b", "http://localhost:3000/tenants/1?a=b"],
])("after signing in, %s leads to %s", async (callbackUrl, expected) => {
  const opened = await consoleWithAda();
  setRuntime(opened.runtime);
  const { nextAuthOptions } = await import("@/lib/server/http/next-auth-route");
  const { callbacks } = await nextAuthOptions(new Request("http://localhost:3000"));
  expect(await callbacks?.redirect?.({ url: callbackUrl, baseUrl: "http://localhost:3000" })).toBe(expected);
});

test("on a https address the cookie is sent over https alone", async () => {
  const opened = await consoleWithAda({ PUBLIC_URL: "https://castellan.example.com" });
  const { answer, session = "" } = await signIn(opened, { email: ADA.email, password: PASSWORD });
  const line = answer.headers.getSetCookie().find((one) => one.includes("session-token=")) ?? "";
  expect(line).toMatch(/^__Secure-/);
  expect(line).toMatch(/; Secure/i);
  expect((await opened.call("GET", "/api/tenants", { cookie: session })).status).toBe(200);
});

test.each<[string, (opened: OpenConsole) => Promise<unknown>]>([
  [
    "disabled",
    (opened: OpenConsole) => opened.call("PATCH", "/api/people/ada", { body: { state: "disabled" } }),
  ],
  ["removed", (opened: OpenConsole) => opened.call("DELETE", "/api/people/ada")],
  [
    "given another password",
    ({ store }: OpenConsole) => store.people.keepPasswordHash("ada", "$argon2id$another", false),
  ],
])("whoever is %s while their password is still being weighed gets no session", async (_, change) => {
  const opened = await consoleWithAda();
  const [{ answer, session }] = await Promise.all([
    signIn(opened, { email: ADA.email, password: PASSWORD }),
    // Once the account was read; weighing the password takes far longer.
    vi.waitUntil(() => opened.sql("SELECT key FROM sign_in_limits").length > 0).then(() => change(opened)),
  ]);
  expect(answer.status).toBe(401);
  expect(session).toBeUndefined();
  expect(opened.sql("SELECT id FROM sessions WHERE personId = 'ada'")).toEqual([]);
});

test("signing in while roles change again and again ends in an answer, never in a failure of the console", async () => {
  const opened = await consoleWithAda();
  const roles = ["viewer", "operator", "viewer", "operator", "viewer"];
  const [signedIn, changed] = await Promise.all([
    Promise.all([1, 2, 3, 4].map(() => signIn(opened, { email: ADA.email, password: PASSWORD }))),
    Promise.all(roles.map((role) => opened.call("PATCH", "/api/people/ada", { body: { role } }))),
  ]);
  expect(signedIn.map(({ answer }) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(changed.map(({ status }) => status)).toEqual(roles.map(() => 200));
});

test("signing in clears away sessions that ran out", async () => {
  const opened = await consoleWithAda();
  opened.advance(13 * 3_600_000);
  await signIn(opened, { email: ADA.email, password: PASSWORD });
  expect(opened.sql("SELECT personId FROM sessions")).toEqual([{ personId: "ada" }]);
});

test("when the log cannot be written, nobody is signed in", async () => {
  const opened = await consoleWithAda();
  opened.sql("CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END");
  const { session } = await signIn(opened, { email: ADA.email, password: PASSWORD });
  expect(session).toBeUndefined();
  expect(opened.sql("SELECT id FROM sessions WHERE personId = 'ada'")).toEqual([]);
});

import { expect, test } from "vitest";
import type { Session } from "@/lib/contracts/account";
import { hashPassword } from "@/lib/server/passwords";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { signIn } from "@/tests/support/sign-in";

const PASSWORD = "correct horse battery staple";
const OTHER = "nine blue whales in a row";
const ADA = "ada@example.com";
const MINUTE = 60_000;
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

async function consoleWithAda() {
  const opened = await consoleForTest({ tenants: 1 });
  const passwordHash = await hashPassword(PASSWORD);
  await opened.store.people.create({ id: "ada", email: ADA, name: "Ada", role: "admin", passwordHash });
  return opened;
}

async function asAda(opened: OpenConsole, from = "203.0.113.7"): Promise<string> {
  const headers = { "user-agent": FIREFOX };
  const { session = "" } = await signIn(opened, { email: ADA, password: PASSWORD }, { from, headers });
  return session;
}

const sessionsOf = async ({ call }: OpenConsole, cookie: string) =>
  (await call("GET", "/api/account/sessions", { cookie })).json<{ data: Session[] }>().data;
const statusOf = async ({ call }: OpenConsole, cookie: string) =>
  (await call("GET", "/api/account", { cookie })).status;
const newestAction = (opened: OpenConsole) =>
  opened.sql("SELECT action, outcome, detail FROM audit_entries ORDER BY sequence DESC LIMIT 1")[0];

test("somebody sees where they are signed in: browser, address, and which session this is", async () => {
  const opened = await consoleWithAda();
  const here = await asAda(opened);
  await asAda(opened, "198.51.100.4");
  const sessions = await sessionsOf(opened, here);
  const shown = sessions.map(({ browser, address, current }) => ({ browser, address, current }));
  expect(shown).toHaveLength(2);
  expect(shown).toEqual(
    expect.arrayContaining([
      { browser: "Firefox 140 on Windows", address: "198.51.100.4", current: false },
      { browser: "Firefox 140 on Windows", address: "203.0.113.7", current: true },
    ]),
  );
  expect(JSON.stringify(sessions)).not.toContain("viewer");
});

test("a session that is ended elsewhere opens nothing from then on", async () => {
  const opened = await consoleWithAda();
  const [here, there] = [await asAda(opened), await asAda(opened)];
  const other = (await sessionsOf(opened, here)).find(({ current }) => !current);
  const path = `/api/account/sessions/${other?.id}`;
  expect((await opened.call("DELETE", path, { cookie: here })).status).toBe(204);
  expect([await statusOf(opened, there), await statusOf(opened, here)]).toEqual([401, 200]);
  expect((await opened.call("DELETE", path, { cookie: here })).status).toBe(404);
  expect(
    opened.sql("SELECT action FROM audit_entries WHERE action = 'session.end' AND outcome IS NOT NULL"),
  ).toHaveLength(1);
});

test("all other sessions end at once, and nobody else's", async () => {
  const opened = await consoleWithAda();
  const [here, second, third] = [await asAda(opened), await asAda(opened), await asAda(opened)];
  const viewer = (await opened.signedIn(opened.people.viewer)).cookie;
  expect((await opened.call("DELETE", "/api/account/sessions", { cookie: here })).status).toBe(204);
  const statuses = [
    await statusOf(opened, here),
    await statusOf(opened, second),
    await statusOf(opened, third),
  ];
  expect([...statuses, await statusOf(opened, viewer)]).toEqual([200, 401, 401, 200]);
});

test("nobody ends a session of somebody else", async () => {
  const opened = await consoleWithAda();
  const here = await asAda(opened);
  const [{ id = "" } = {}] = await sessionsOf(opened, here);
  expect((await opened.call("DELETE", `/api/account/sessions/${id}`, { as: "admin" })).status).toBe(404);
  expect(await statusOf(opened, here)).toBe(200);
});

test("a new password ends the other sessions; the former one opens nothing any more", async () => {
  const opened = await consoleWithAda();
  const [here, there] = [await asAda(opened), await asAda(opened)];
  const body = { currentPassword: PASSWORD, newPassword: OTHER };
  expect((await opened.call("PUT", "/api/account/password", { cookie: here, body })).status).toBe(204);
  expect([await statusOf(opened, here), await statusOf(opened, there)]).toEqual([200, 401]);
  expect((await signIn(opened, { email: ADA, password: PASSWORD })).session).toBeUndefined();
  expect((await signIn(opened, { email: ADA, password: OTHER })).session).toBeDefined();
});

test.each([
  ["currentPassword", { currentPassword: "not that one", newPassword: OTHER }],
  ["newPassword", { currentPassword: PASSWORD, newPassword: "fourteen chars" }],
  ["newPassword", { currentPassword: PASSWORD, newPassword: "password1234567" }],
  ["newPassword", { currentPassword: PASSWORD, newPassword: "x".repeat(129) }],
])("a password is not changed when the %s will not do", async (field, body) => {
  const opened = await consoleWithAda();
  const cookie = await asAda(opened);
  const answer = await opened.call("PUT", "/api/account/password", { cookie, body });
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, field]);
  expect((await signIn(opened, { email: ADA, password: PASSWORD })).session).toBeDefined();
});

test("guessing the current password has the limits of sign-in", async () => {
  const opened = await consoleWithAda();
  const cookie = await asAda(opened);
  const body = { currentPassword: "not that one", newPassword: OTHER };
  const change = () => opened.call("PUT", "/api/account/password", { cookie, body });
  for (let time = 0; time < 6; time += 1) expect((await change()).status).toBe(400);
  const answer = await change();
  expect([answer.status, answer.problem().code]).toEqual([429, "too_many_attempts"]);
  expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
});

test("five minutes after signing in, what asks for a recent sign-in waits until one has proved who one is", async () => {
  const opened = await consoleWithAda();
  const cookie = await asAda(opened);
  const settings = { secondFactorRequiredFor: [], idleMinutes: 20, absoluteHours: 10 };
  const change = () => opened.call("PUT", "/api/settings/sign-in", { cookie, body: settings });
  opened.advance(5 * MINUTE - 5000);
  expect((await change()).status).toBe(200);
  opened.advance(10_000);
  const held = await change();
  expect([held.status, held.problem().code]).toEqual([403, "sign_in_again"]);
  const confirm = (password: string) =>
    opened.call("POST", "/api/session/confirm", { cookie, body: { password } });
  const wrong = await confirm("not that one");
  expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, "password"]);
  expect((await change()).status).toBe(403);
  expect((await confirm(PASSWORD)).status).toBe(204);
  expect(newestAction(opened)).toMatchObject({ action: "session.confirm", outcome: "succeeded" });
  expect((await change()).status).toBe(200);
});

test("whoever has no password here is sent back to their provider to prove who they are", async () => {
  const opened = await consoleWithAda();
  const cookie = await asAda(opened);
  opened.sql("UPDATE people SET passwordHash = NULL WHERE id = 'ada'");
  const answer = await opened.call("POST", "/api/session/confirm", { cookie, body: { password: PASSWORD } });
  expect([answer.status, answer.problem().code]).toEqual([409, "conflict"]);
});

test("shorter times end sessions that began before they were set", async () => {
  const opened = await consoleWithAda();
  const cookie = await asAda(opened);
  const admin = (await opened.signedIn(opened.people.admin)).cookie;
  const body = { secondFactorRequiredFor: [], idleMinutes: 5, absoluteHours: 1 };
  expect((await opened.call("PUT", "/api/settings/sign-in", { cookie: admin, body })).json()).toEqual(body);
  opened.advance(6 * MINUTE);
  expect(await statusOf(opened, cookie)).toBe(401);
  const again = await asAda(opened);
  for (let minutes = 0; minutes < 60; minutes += 4) {
    expect(await statusOf(opened, again)).toBe(200);
    opened.advance(4 * MINUTE);
  }
  expect(await statusOf(opened, again)).toBe(401);
});

test.each([
  ["idleMinutes", { idleMinutes: 4 }],
  ["idleMinutes", { idleMinutes: 90, absoluteHours: 1 }],
  ["absoluteHours", { absoluteHours: 169 }],
  ["absoluteHours", { absoluteHours: 1.5 }],
  ["secondFactorRequiredFor.0", { secondFactorRequiredFor: ["owner"] }],
])("settings that make no sense are told at %s and change nothing", async (field, wrong) => {
  const opened = await consoleWithAda();
  const body = { secondFactorRequiredFor: [], idleMinutes: 30, absoluteHours: 12, ...wrong };
  const answer = await opened.call("PUT", "/api/settings/sign-in", { body });
  expect([answer.status, answer.problem().errors?.map(({ path }) => path)]).toEqual([400, [field]]);
  expect((await opened.call("GET", "/api/settings/sign-in")).json()).toMatchObject({ idleMinutes: 30 });
});

test("when the log cannot be written, no session ends, no password changes and nobody is confirmed", async () => {
  const opened = await consoleWithAda();
  const [here, there] = [await asAda(opened), await asAda(opened)];
  opened.sql("CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END");
  const calls = [
    await opened.call("DELETE", "/api/account/sessions", { cookie: here }),
    await opened.call("PUT", "/api/account/password", {
      cookie: here,
      body: { currentPassword: PASSWORD, newPassword: OTHER },
    }),
    await opened.call("POST", "/api/session/confirm", { cookie: here, body: { password: PASSWORD } }),
  ];
  expect(calls.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(await statusOf(opened, there)).toBe(200);
});

test("a session that calls without end is told to wait, and others are not", async () => {
  const opened = await consoleForTest({ tenants: 1, requestsPerMinute: 1 });
  const cookie = (await opened.signedIn(opened.people.viewer)).cookie;
  expect(await statusOf(opened, cookie)).toBe(200);
  const answer = await opened.call("GET", "/api/account", { cookie });
  expect([answer.status, answer.problem().code]).toEqual([429, "too_many_requests"]);
  expect(answer.headers.get("retry-after")).toBe(String(answer.problem().retryAfterSeconds));
  expect((await opened.call("GET", "/api/account", { as: "admin" })).status).toBe(200);
  opened.advance(MINUTE);
  expect(await statusOf(opened, cookie)).toBe(200);
});

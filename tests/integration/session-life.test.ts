import { expect, test } from "vitest";
import type { OwnSession, Session } from "@/lib/contracts/account";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import { hashPassword } from "@/lib/server/passwords";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { FORM, form, sessionIn, signIn } from "@/tests/support/sign-in";

const PASSWORD = "correct horse battery staple";
const ADA = "ada@example.com";
const SECOND = 1000;
const MINUTE = 60 * SECOND;

async function consoleWithAda(env: Record<string, string> = {}): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 1, env });
  const passwordHash = await hashPassword(PASSWORD);
  await opened.store.people.create({ id: "ada", email: ADA, name: "Ada", role: "admin", passwordHash });
  return opened;
}

const enter = (opened: OpenConsole, has: readonly (string | undefined)[] = []) =>
  signIn(opened, { email: ADA, password: PASSWORD }, { has });
const statusOf = async ({ call }: OpenConsole, cookie = "") =>
  (await call("GET", "/api/account", { cookie })).status;
const confirm = ({ call }: OpenConsole, cookie = "") =>
  call("POST", "/api/session/confirm", { cookie, body: { password: PASSWORD } });
const breakLog = (opened: OpenConsole) =>
  opened.sql("CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END");

// The first of a file loads every route.
test("signing in again ends the session that this browser had, whoever's it was, and no other", {
  timeout: 60_000,
}, async () => {
  const opened = await consoleWithAda();
  const [first, elsewhere] = [await enter(opened), await enter(opened)];
  const viewer = (await opened.signedIn(opened.people.viewer)).cookie;
  const again = await enter(opened, [first.session]);
  expect([await statusOf(opened, first.session), await statusOf(opened, again.session)]).toEqual([401, 200]);
  await enter(opened, [viewer]);
  expect([await statusOf(opened, viewer), await statusOf(opened, elsewhere.session)]).toEqual([401, 200]);
});

test("a sign-in that is refused leaves the session that this browser has", async () => {
  const opened = await consoleWithAda();
  const { session } = await enter(opened);
  await signIn(opened, { email: ADA, password: "not the password at all" }, { has: [session] });
  expect(await statusOf(opened, session)).toBe(200);
});

test("confirming changes what the cookie holds; requests under way still bring the former for some seconds", async () => {
  const opened = await consoleWithAda();
  const { session: former } = await enter(opened);
  const present = sessionIn(await confirm(opened, former));
  expect(present).toBeDefined();
  expect(present).not.toBe(former);
  expect([await statusOf(opened, former), await statusOf(opened, present)]).toEqual([200, 200]);
  // Another tab that confirms meanwhile, still with the former one, throws nobody out.
  const other = sessionIn(await confirm(opened, former));
  expect([await statusOf(opened, present), await statusOf(opened, other)]).toEqual([200, 200]);
  opened.advance(11 * SECOND);
  expect([await statusOf(opened, former), await statusOf(opened, present)]).toEqual([401, 200]);
  expect(await statusOf(opened, other)).toBe(200);
  expect(opened.sql("SELECT id FROM sessions WHERE personId = 'ada'")).toHaveLength(1);
});

test("tabs that confirm in the same moment all go on", async () => {
  const opened = await consoleWithAda();
  const { session } = await enter(opened);
  const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(opened, session)));
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  opened.advance(11 * SECOND);
  for (const answer of answers) expect(await statusOf(opened, sessionIn(answer))).toBe(200);
});

test("a clock that was set back does not make a former cookie good for longer", async () => {
  const opened = await consoleWithAda();
  const { session } = await enter(opened);
  await confirm(opened, session);
  opened.advance(-MINUTE);
  expect(await statusOf(opened, session)).toBe(401);
});

test("the former cookie is good for some seconds at an instance too whose clock is a little behind", async () => {
  const opened = await consoleWithAda();
  const { session } = await enter(opened);
  const present = sessionIn(await confirm(opened, session));
  opened.advance(-2 * SECOND);
  expect(await statusOf(opened, session)).toBe(200);
  // Nobody is handed a third one there.
  await confirm(opened, session);
  opened.advance(13 * SECOND);
  expect([await statusOf(opened, session), await statusOf(opened, present)]).toEqual([401, 200]);
});

test("the log knows a session by one mark, before and after it was confirmed, and what it writes opens nothing", async () => {
  const opened = await consoleWithAda();
  const { session } = await enter(opened);
  const present = sessionIn(await confirm(opened, session));
  await opened.call("DELETE", "/api/account/sessions", { cookie: present ?? "" });
  const { data } = (await opened.call("GET", "/api/audit-events", { cookie: present ?? "" })).json<{
    data: AuditEvent[];
  }>();
  const marks = data.filter(({ actor }) => actor.id === "ada").map(({ session: mark }) => mark);
  expect(new Set(marks.filter(Boolean)).size).toBe(1);
  const [{ token } = {}] = opened.sql("SELECT token FROM sessions WHERE personId = 'ada'");
  expect(JSON.stringify(opened.sql("SELECT * FROM audit_entries"))).not.toContain(String(token));
});

test.each([
  [
    "a new password",
    (opened: OpenConsole, cookie: string) =>
      opened.call("PUT", "/api/account/password", {
        cookie,
        body: { currentPassword: PASSWORD, newPassword: "nine blue whales in a row" },
      }),
  ],
])("%s changes what the cookie holds too", async (_what, change) => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  const present = sessionIn(await change(opened, session));
  opened.advance(11 * SECOND);
  expect([await statusOf(opened, session), await statusOf(opened, present)]).toEqual([401, 200]);
});

test("signing out ends the session: its cookie is taken away, and opens nothing even when it was copied", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  const answer = await opened.call("DELETE", "/api/session", { cookie: session });
  expect(answer.status).toBe(204);
  expect(answer.headers.getSetCookie()).toEqual([
    "next-auth.session-token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  ]);
  expect(await statusOf(opened, session)).toBe(401);
  expect(opened.sql("SELECT id FROM sessions WHERE personId = 'ada'")).toEqual([]);
  expect(
    opened.sql("SELECT outcome FROM audit_entries WHERE action = 'session.sign-out' ORDER BY sequence"),
  ).toEqual([{ outcome: null }, { outcome: "succeeded" }]);
});

test("signing out works without the log: what ends access does not wait for it", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  breakLog(opened);
  expect((await opened.call("DELETE", "/api/session", { cookie: session })).status).toBe(204);
  expect(await statusOf(opened, session)).toBe(401);
  expect(opened.logged()).toContain("the audit log cannot be written");
});

test("a session that cannot be ended is not said to be: 503 and words, and the browser forgets it", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  opened.sql("CREATE TRIGGER stuck BEFORE DELETE ON sessions BEGIN SELECT RAISE(ABORT, 'no'); END");
  const answer = await opened.call("DELETE", "/api/session", { cookie: session });
  expect([answer.status, answer.problem().code]).toEqual([503, "unavailable"]);
  expect(answer.problem().detail).toContain("could not end the session");
  expect(answer.headers.getSetCookie().join()).toContain("next-auth.session-token=;");
  expect(
    opened.sql("SELECT outcome FROM audit_entries WHERE action = 'session.sign-out' ORDER BY sequence"),
  ).toEqual([{ outcome: null }, { outcome: "failed" }]);
});

test("another site signs nobody out, and takes no cookie away", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  const headers = { origin: "https://evil.example.com", "sec-fetch-site": "cross-site" };
  const answer = await opened.call("DELETE", "/api/session", { cookie: session, headers });
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
  expect(await statusOf(opened, session)).toBe(200);
});

test.each(["signin/oidc", "signout", "callback/credentials", "callback/oidc", "session", "_log"])(
  "another site cannot post to next-auth's %s",
  async (action) => {
    const opened = await consoleWithAda();
    const { session = "", cookies, csrfToken } = await enter(opened);
    for (const origin of ["https://evil.example.com", "null", ""]) {
      const answer = await opened.call("POST", `/api/auth/${action}`, {
        cookie: [...cookies, session].join("; "),
        headers: { ...FORM, origin },
        body: form({ csrfToken, json: "true", email: ADA, password: PASSWORD }),
      });
      expect([origin, answer.status, answer.problem().code]).toEqual([origin, 403, "cross_origin"]);
    }
    expect(await statusOf(opened, session)).toBe(200);
  },
);

test.each([
  ["GET", "session"],
  ["POST", "session"],
  ["POST", "signout"],
  ["POST", "_log"],
] as const)(
  "next-auth's own %s %s, which would renew or end sessions past ours, is not there",
  async (method, action) => {
    const opened = await consoleWithAda();
    const { session = "" } = await enter(opened);
    const body = method === "POST" ? { body: "a=b", headers: FORM } : {};
    const answer = await opened.call(method, `/api/auth/${action}`, { cookie: session, ...body });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []]);
    expect(await statusOf(opened, session)).toBe(200);
  },
);

const ask = async (opened: OpenConsole, cookie: string, active: boolean) =>
  opened.call("GET", "/api/organizations", {
    cookie,
    headers: { "x-castellan-activity": active ? "1" : "" },
  });

test("what a page asks by itself keeps no session from ending; what somebody does in one tab keeps it for all", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  for (let minutes = 0; minutes < 29; minutes += 1) {
    opened.advance(MINUTE);
    expect((await ask(opened, session, false)).status).toBe(200);
  }
  expect((await ask(opened, session, true)).status).toBe(200);
  opened.advance(29 * MINUTE);
  expect((await ask(opened, session, false)).status).toBe(200);
  opened.advance(2 * MINUTE);
  expect((await ask(opened, session, true)).status).toBe(401);
});

test("a page is told how long its session has, used and unused", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  const left = async (active: boolean) =>
    (
      await opened.call("GET", "/api/session", {
        cookie: session,
        headers: { "x-castellan-activity": active ? "1" : "" },
      })
    ).json<OwnSession>();
  opened.advance(29 * MINUTE);
  const { endsInSeconds, latestInSeconds } = await left(false);
  expect(endsInSeconds).toBeGreaterThan(45);
  expect(endsInSeconds).toBeLessThanOrEqual(60);
  expect(latestInSeconds).toBeGreaterThan(11 * 3600);
  expect((await left(true)).endsInSeconds).toBeGreaterThan(29 * 60);
  const { data } = (await opened.call("GET", "/api/account/sessions", { cookie: session })).json<{
    data: Session[];
  }>();
  expect(data).toHaveLength(1);
});

test("a page of one person does nothing with the session of another, and is told whose that is", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  const ask = (person: string, method: "GET" | "POST" | "DELETE", path: string) =>
    opened.call(method, path, { cookie: session, headers: { "x-castellan-person": person } });
  expect((await ask("ada", "GET", "/api/session")).status).toBe(200);
  for (const [method, path] of [
    ["GET", "/api/session"],
    ["POST", "/api/tenants"],
    ["DELETE", "/api/session"],
  ] as const) {
    const answer = await ask(opened.people.viewer, method, path);
    expect([answer.status, answer.problem().code]).toEqual([409, "other_person"]);
    expect(answer.problem().detail).toContain(`Ada (${ADA}) is signed in in this browser now`);
  }
  expect(await statusOf(opened, session)).toBe(200);
});

test("a session says whether what asks for a recent sign-in would go through", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  const isRecent = async () =>
    (await opened.call("GET", "/api/session", { cookie: session })).json<OwnSession>().recentSignIn;
  expect(await isRecent()).toBe(true);
  opened.advance(6 * MINUTE);
  expect(await isRecent()).toBe(false);
});

import { expect, test } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import type { Invitation, InvitationWithToken } from "@/lib/contracts/invitations";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";

const DAY = 24 * 3_600_000;
const PASSWORD = "correct horse battery staple";
const ada = { name: "Ada", email: "ada@example.com", role: "operator" };

const open = () => consoleForTest({ tenants: 1 });
const invite = ({ call }: OpenConsole, body: object = ada) => call("POST", "/api/invitations", { body });
const invited = async (opened: OpenConsole) => (await invite(opened)).json<InvitationWithToken>();
const accept = ({ call }: OpenConsole, token: string, given = {}) =>
  call("POST", "/api/invitations/accept", {
    as: "nobody",
    body: { token, name: "Ada Lovelace", password: PASSWORD, ...given },
  });
const pending = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/invitations")).json<{ data: Invitation[] }>().data;
const newest = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/audit-events")).json<{ data: AuditEvent[] }>().data[0];
const adas = ({ sql }: OpenConsole) => sql("SELECT name, role FROM people WHERE email = ?", ada.email);

test("whoever opens the link joins with the role that was given, and can sign in", async () => {
  const opened = await open();
  const { token, ...invitation } = await invited(opened);
  expect(invitation).toMatchObject({ ...ada, invitedBy: { id: "person-admin", name: "The admin" } });
  expect(await newest(opened)).toMatchObject({
    action: "invitation.create",
    detail: "ada@example.com, as operator.",
  });
  const answer = await accept(opened, token);
  expect([answer.status, answer.json()]).toEqual([
    201,
    { id: expect.any(String), name: "Ada Lovelace", email: "ada@example.com", role: "operator" },
  ]);
  expect(await newest(opened)).toMatchObject({
    action: "person.join",
    outcome: "succeeded",
    actor: { name: "Ada Lovelace" },
    detail: "Invited by The admin as operator.",
  });
  const origin = { address: null, userAgent: null };
  const signedIn = opened.runtime.passwordSignIn.signIn({ email: ada.email, password: PASSWORD }, origin);
  expect((await signedIn).ok).toBe(true);
});

test("the link works once, and is gone from the list afterwards", async () => {
  const opened = await open();
  const { token } = await invited(opened);
  await accept(opened, token);
  const again = await accept(opened, token, { name: "Eve" });
  expect([again.status, again.problem().code]).toEqual([404, "not_found"]);
  expect([await pending(opened), adas(opened)]).toEqual([[], [{ name: "Ada Lovelace", role: "operator" }]]);
});

test("of several who open the link at once, one joins", async () => {
  const opened = await open();
  const { token } = await invited(opened);
  const answers = await Promise.all(["One", "Two", "Three"].map((name) => accept(opened, token, { name })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
  expect(adas(opened)).toHaveLength(1);
});

test("after seven days the link has run out, until it is renewed; the former one stays dead", async () => {
  const opened = await open();
  const { id, token } = await invited(opened);
  opened.advance(7 * DAY + 1000);
  const { cookie } = await opened.signedIn(opened.people.admin);
  expect((await accept(opened, token)).status).toBe(404);
  const renewed = await opened.call("POST", `/api/invitations/${id}/renew`, { cookie });
  expect((await accept(opened, token)).status).toBe(404);
  expect((await accept(opened, renewed.json<InvitationWithToken>().token)).status).toBe(201);
});

test("a link that is revoked opens nothing", async () => {
  const opened = await open();
  const { id, token } = await invited(opened);
  expect((await opened.call("DELETE", `/api/invitations/${id}`)).status).toBe(204);
  expect(await newest(opened)).toMatchObject({ action: "invitation.revoke", object: { name: "Ada" } });
  expect((await accept(opened, token)).status).toBe(404);
  expect((await opened.call("DELETE", `/api/invitations/${id}`)).status).toBe(404);
  expect((await opened.call("POST", `/api/invitations/${id}/renew`)).status).toBe(404);
  expect(adas(opened)).toEqual([]);
});

test("accepting and revoking at once ends in one of both", async () => {
  const opened = await open();
  const { id, token } = await invited(opened);
  const [accepted, revoked] = await Promise.all([
    accept(opened, token),
    opened.call("DELETE", `/api/invitations/${id}`),
  ]);
  expect([
    [201, 404],
    [404, 204],
  ]).toContainEqual([accepted.status, revoked.status]);
  expect(adas(opened)).toHaveLength(accepted.status === 201 ? 1 : 0);
});

test("somebody with an account, or an invitation, is not invited again", async () => {
  const opened = await open();
  await invited(opened);
  for (const email of ["ada@example.com", "ADA@Example.com", "viewer@example.com"]) {
    const answer = await invite(opened, { ...ada, email });
    expect([email, answer.status, answer.problem().errors?.[0]?.path]).toEqual([email, 409, "email"]);
  }
  const twice = await Promise.all([1, 2].map(() => invite(opened, { ...ada, email: "bob@example.com" })));
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test("an invitation for somebody who has joined otherwise meanwhile is refused with words", async () => {
  const opened = await open();
  const { token } = await invited(opened);
  const person = { ...ada, id: "other", role: "viewer" as const, passwordHash: "none" };
  await opened.store.people.create(person);
  const answer = await accept(opened, token);
  expect([answer.status, answer.problem().detail]).toEqual([
    409,
    "There is an account for ada@example.com already.",
  ]);
  expect(await pending(opened)).toHaveLength(1);
});

test.each([
  ["name", { name: " " }],
  ["email", { email: "ada" }],
  ["role", { role: "owner" }],
])("an invitation whose %s will not do is refused at its field", async (field, wrong) => {
  const opened = await open();
  const answer = await invite(opened, { ...ada, ...wrong });
  expect([answer.status, answer.problem().errors?.map(({ path }) => path)]).toEqual([400, [field]]);
});

test("a password that will not do leaves the link as it was", async () => {
  const opened = await open();
  const { token } = await invited(opened);
  const answer = await accept(opened, token, { password: "short" });
  expect([answer.status, answer.problem().errors?.[0]?.path]).toEqual([400, "password"]);
  expect((await accept(opened, token)).status).toBe(201);
});

test("the token is told once: not in lists, not in the database, not in the log", async () => {
  const opened = await open();
  const { token } = await invited(opened);
  const kept = JSON.stringify([
    await pending(opened),
    opened.sql("SELECT * FROM invitations"),
    opened.sql("SELECT * FROM audit_entries"),
  ]);
  expect(kept).not.toContain(token);
  await accept(opened, token);
  expect(opened.logged()).not.toContain(token);
  expect(JSON.stringify(opened.sql("SELECT * FROM people"))).not.toContain(PASSWORD);
});

test("single sign-on carries the link in a cookie that scripts cannot read, for ten minutes", async () => {
  const opened = await open();
  const { token } = await invited(opened);
  const path = "/api/invitations/accept/single-sign-on";
  const answer = await opened.call("POST", path, { as: "nobody", body: { token } });
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([
    204,
    [`castellan.joining=${token}; Max-Age=600; Path=/api/auth; HttpOnly; SameSite=Lax`],
  ]);
});

/** @module-tag store */
import { describe, expect, test } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import type { Account } from "@/lib/contracts/people";
import type { Actor } from "@/lib/server/actor";
import type { PeopleService } from "@/lib/server/services/people";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";

const open = () => consoleForTest({ tenants: 1 });
const people = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/people")).json<{ data: Account[] }>().data;
const change = ({ call }: OpenConsole, id: string, body: object, cookie?: string) =>
  call("PATCH", `/api/people/${id}`, { body, ...(cookie ? { cookie } : {}) });
const newest = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/audit-events")).json<{ data: AuditEvent[] }>().data[0];
const sessionsOf = ({ sql }: OpenConsole, id: string) =>
  sql("SELECT id FROM sessions WHERE personId = ?", id).length;
const roleOf = ({ sql }: OpenConsole, id: string) => sql("SELECT role FROM people WHERE id = ?", id)[0]?.role;

async function anotherAdministrator(opened: OpenConsole, id = "second") {
  const person = { id, name: `The ${id}`, email: `${id}@example.com`, role: "admin" as const };
  await opened.store.people.create({ ...person, passwordHash: "none" });
  return { id, cookie: (await opened.signedIn(id)).cookie };
}

test("an administrator sees everybody: role, how they sign in, second factor, last sign-in, state", async () => {
  const opened = await open();
  opened.sql("UPDATE people SET totpConfirmedAt = ? WHERE id = 'person-viewer'", new Date().toISOString());
  const all = await people(opened);
  expect(all.map(({ name }) => name)).toEqual(["The admin", "The auditor", "The operator", "The viewer"]);
  expect(all.find(({ role }) => role === "viewer")).toEqual({
    id: "person-viewer",
    name: "The viewer",
    email: "viewer@example.com",
    role: "viewer",
    roleSource: "console",
    signsInWith: ["password"],
    hasSecondFactor: true,
    state: "active",
    openSessions: 1,
    lastSignedInAt: null,
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

test("another role takes effect at once: their sessions end, and the entry tells both roles and the name", async () => {
  const opened = await open();
  const { cookie } = await opened.signedIn(opened.people.operator);
  const answer = await change(opened, opened.people.operator, { role: "viewer" });
  expect([answer.status, answer.json<Account>().role, answer.json<Account>().openSessions]).toEqual([
    200,
    "viewer",
    0,
  ]);
  expect((await opened.call("GET", "/api/tenants", { cookie })).status).toBe(401);
  expect(await newest(opened)).toMatchObject({
    action: "person.change",
    outcome: "succeeded",
    object: { type: "person", id: opened.people.operator, name: "The operator" },
    detail: "Role operator became viewer. 2 sessions ended.",
  });
});

test("whoever is disabled is out at once, and gets back in only when enabled again", async () => {
  const opened = await open();
  const id = opened.people.viewer;
  expect((await change(opened, id, { state: "disabled" })).json<Account>().state).toBe("disabled");
  expect((await opened.call("GET", "/api/tenants", { as: "viewer" })).status).toBe(401);
  const { cookie } = await opened.signedIn(id);
  expect((await opened.call("GET", "/api/tenants", { cookie })).status).toBe(401);
  await change(opened, id, { state: "active" });
  const again = await opened.signedIn(id);
  expect((await opened.call("GET", "/api/tenants", { cookie: again.cookie })).status).toBe(200);
});

test("whoever is removed leaves their entries in the activity log, under their name", async () => {
  const opened = await open();
  const { cookie } = await anotherAdministrator(opened);
  await change(opened, opened.people.viewer, { role: "operator" }, cookie);
  expect((await opened.call("DELETE", "/api/people/second")).status).toBe(204);
  expect((await opened.call("GET", "/api/people", { cookie })).status).toBe(401);
  const { data } = (await opened.call("GET", "/api/audit-events")).json<{ data: AuditEvent[] }>();
  expect(data.map(({ action, actor, object }) => [action, actor.name, object?.name])).toEqual([
    ["person.remove", "The admin", "The second"],
    ["person.change", "The second", "The viewer"],
  ]);
  expect((await opened.call("DELETE", "/api/people/second")).status).toBe(404);
});

test("a second factor that is reset is gone with its recovery codes, and the sessions end", async () => {
  const opened = await open();
  const id = opened.people.operator;
  expect((await opened.call("DELETE", `/api/people/${id}/second-factor`)).status).toBe(409);
  opened.sql(
    "UPDATE people SET sealedTotpSecret = 'x', totpConfirmedAt = ?, totpLastStep = 5 WHERE id = ?",
    new Date().toISOString(),
    id,
  );
  opened.sql("INSERT INTO recovery_codes (id, personId, codeHash) VALUES ('c', ?, 'h')", id);
  expect((await opened.call("DELETE", `/api/people/${id}/second-factor`)).status).toBe(204);
  expect(
    opened.sql("SELECT sealedTotpSecret, totpConfirmedAt, totpLastStep FROM people WHERE id = ?", id),
  ).toEqual([{ sealedTotpSecret: null, totpConfirmedAt: null, totpLastStep: null }]);
  expect([opened.sql("SELECT id FROM recovery_codes"), sessionsOf(opened, id)]).toEqual([[], 0]);
  expect(await newest(opened)).toMatchObject({ action: "person.reset-second-factor", outcome: "succeeded" });
});

test("somebody's sessions are ended without changing anything else", async () => {
  const opened = await open();
  expect((await opened.call("DELETE", `/api/people/${opened.people.viewer}/sessions`)).status).toBe(204);
  expect(sessionsOf(opened, opened.people.viewer)).toBe(0);
  expect(await newest(opened)).toMatchObject({ action: "person.end-sessions", detail: "1 session ended." });
});

test("a change that changes nothing ends no session and writes no entry", async () => {
  const opened = await open();
  expect((await change(opened, opened.people.viewer, { role: "viewer", state: "active" })).status).toBe(200);
  expect(sessionsOf(opened, opened.people.viewer)).toBe(1);
  expect(await newest(opened)).toBeUndefined();
});

describe("the last administrator", () => {
  test.each([
    ["demoted", (opened: OpenConsole) => change(opened, opened.people.admin, { role: "viewer" })],
    ["disabled", (opened: OpenConsole) => change(opened, opened.people.admin, { state: "disabled" })],
    ["removed", (opened: OpenConsole) => opened.call("DELETE", `/api/people/${opened.people.admin}`)],
  ])("cannot be %s", async (_act, act) => {
    const opened = await open();
    // A disabled one does not count.
    await anotherAdministrator(opened);
    opened.sql("UPDATE people SET disabledAt = ? WHERE id = 'second'", new Date().toISOString());
    const answer = await act(opened);
    expect([answer.status, answer.problem().code]).toEqual([409, "conflict"]);
    expect(answer.problem().detail).toContain("last administrator");
    expect([roleOf(opened, opened.people.admin), sessionsOf(opened, opened.people.admin)]).toEqual([
      "admin",
      1,
    ]);
    expect(await newest(opened)).toMatchObject({ outcome: "failed" });
  });

  /** Let in already: what comes after that is the race. */
  const actorOf = async (opened: OpenConsole, id: string): Promise<Actor> => {
    const { sessionId } = await opened.signedIn(id);
    const actor = await opened.runtime.sessions.resolve(sessionId, { requestId: id, address: null });
    if (!actor) throw new Error(`${id} is not signed in.`);
    return actor;
  };
  type Deed = (people: PeopleService, actor: Actor, id: string) => Promise<unknown>;
  const demote: Deed = (people, actor, id) => people.change(actor, id, { role: "viewer" });
  const disable: Deed = (people, actor, id) => people.change(actor, id, { state: "disabled" });
  const remove: Deed = (people, actor, id) => people.remove(actor, id);

  test.each([
    ["demote", demote, demote],
    ["disable", disable, disable],
    ["remove", remove, remove],
    ["disable and demote", disable, demote],
  ])("stays when two administrators %s each other at the same moment", async (_deeds, one, other) => {
    const opened = await open();
    const second = await anotherAdministrator(opened);
    const { people: service } = opened.runtime.services;
    const [actor, secondActor] = [
      await actorOf(opened, opened.people.admin),
      await actorOf(opened, second.id),
    ];
    const outcomes = await Promise.allSettled([
      one(service, actor, second.id),
      other(service, secondActor, opened.people.admin),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refusal = outcomes.find((outcome) => outcome.status === "rejected")?.reason;
    expect(["forbidden", "conflict"]).toContain(refusal.code);
    expect(opened.sql("SELECT id FROM people WHERE role = 'admin' AND disabledAt IS NULL")).toHaveLength(1);
  });
});

test("nobody changes their own role, even with another administrator there", async () => {
  const opened = await open();
  await anotherAdministrator(opened);
  for (const answer of [
    await change(opened, opened.people.admin, { role: "viewer" }),
    await change(opened, opened.people.admin, { state: "disabled" }),
    await opened.call("DELETE", `/api/people/${opened.people.admin}`),
  ]) {
    expect([answer.status, answer.problem().advice]).toEqual([
      409,
      "Ask another administrator of this console.",
    ]);
  }
  expect(roleOf(opened, opened.people.admin)).toBe("admin");
});

test("whoever administers no more takes their open invitations with them", async () => {
  const opened = await open();
  const { id, cookie } = await anotherAdministrator(opened);
  const body = { name: "Ada", email: "ada@example.com", role: "admin" };
  expect((await opened.call("POST", "/api/invitations", { cookie, body })).status).toBe(201);
  await change(opened, id, { role: "operator" });
  expect(opened.sql("SELECT id FROM invitations")).toEqual([]);
  expect((await newest(opened))?.detail).toBe(
    "Role admin became operator. 1 session ended. 1 invitation of theirs revoked.",
  );
});

test.each([
  [{}, 400],
  [{ role: "owner" }, 400],
  [{ state: "gone" }, 400],
  [{ role: "viewer", email: "new@example.com" }, 400],
])("a change to %o is refused", async (body, status) => {
  const opened = await open();
  expect((await change(opened, opened.people.viewer, body)).status).toBe(status);
  expect(await newest(opened)).toBeUndefined();
});

test("when the log cannot be written, nobody's account is changed", async () => {
  const opened = await open();
  opened.sql("CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END");
  const answers = [
    await change(opened, opened.people.operator, { role: "admin" }),
    await opened.call("DELETE", `/api/people/${opened.people.operator}`),
    await opened.call("DELETE", `/api/people/${opened.people.operator}/sessions`),
    await opened.call("POST", "/api/invitations", {
      body: { name: "Ada", email: "ada@example.com", role: "admin" },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  expect([roleOf(opened, opened.people.operator), sessionsOf(opened, opened.people.operator)]).toEqual([
    "operator",
    1,
  ]);
  expect(opened.sql("SELECT id FROM invitations")).toEqual([]);
});

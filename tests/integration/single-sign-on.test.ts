import { expect, test } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import type { InvitationWithToken } from "@/lib/contracts/invitations";
import type { ProviderClaims } from "@/lib/server/services/sign-in/provider-claims";
import type { ReturnFacts } from "@/lib/server/services/sign-in/single-sign-on";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";

const ISSUER = "https://login.example.com";
const OIDC = { OIDC_ISSUER: ISSUER, OIDC_CLIENT_ID: "castellan", OIDC_CLIENT_SECRET: "canary-secret" };
const MAPPED = { ...OIDC, OIDC_ROLE_MAPPING: "admin=admins,operator=ops" };

const ada: ProviderClaims = {
  issuer: ISSUER,
  subject: "ada",
  name: "Ada",
  email: "ada@example.com",
  emailIsVerified: true,
  groups: [],
  authenticatedAt: undefined,
};

const open = (env: Record<string, string> = OIDC) => consoleForTest({ tenants: 1, env });
const comeBack = (
  { runtime }: OpenConsole,
  claims: Partial<ProviderClaims> = {},
  facts: Partial<ReturnFacts> = {},
) => {
  if (!runtime.singleSignOn) throw new Error("There is no single sign-on.");
  const given = {
    joiningToken: undefined,
    current: undefined,
    origin: { address: null, userAgent: null },
    ...facts,
  };
  return runtime.singleSignOn.signIn({ ...ada, ...claims }, given);
};
const refused = (error: string) => ({ ok: false, error });
const people = ({ sql }: OpenConsole) =>
  sql("SELECT name, email, role, roleSource, oidcSubject FROM people WHERE oidcSubject IS NOT NULL");
const sessions = ({ sql }: OpenConsole) =>
  sql("SELECT s.token FROM sessions s JOIN people p ON p.id = s.personId WHERE p.oidcSubject IS NOT NULL");
const entries = async ({ call }: OpenConsole) =>
  (await call("GET", "/api/audit-events")).json<{ data: AuditEvent[] }>().data;
const sessionOf = async (opened: OpenConsole, claims: Partial<ProviderClaims> = {}) => {
  const outcome = await comeBack(opened, claims);
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
};

test("whoever comes for the first time becomes a viewer, and is the same person the next time", async () => {
  const opened = await open();
  await sessionOf(opened);
  await sessionOf(opened);
  expect(people(opened)).toEqual([
    { name: "Ada", email: "ada@example.com", role: "viewer", roleSource: "console", oidcSubject: "ada" },
  ]);
  expect(sessions(opened)).toHaveLength(2);
  expect((await entries(opened)).map(({ action, detail }) => [action, detail])).toEqual([
    ["session.sign-in", "Through single sign-on."],
    ["session.sign-in", "Through single sign-on."],
    ["person.join", "Through single sign-on, as viewer."],
  ]);
});

test("two first sign-ins at the same moment make one person", async () => {
  const opened = await open();
  const outcomes = await Promise.all([comeBack(opened), comeBack(opened), comeBack(opened)]);
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect([people(opened).length, sessions(opened).length]).toEqual([1, 3]);
});

test("a person is an issuer's subject, never an e-mail: another subject with the same e-mail is refused", async () => {
  const opened = await open();
  await sessionOf(opened);
  expect(await comeBack(opened, { subject: "mallory" })).toEqual(refused("email-taken"));
  expect(await comeBack(opened, { subject: "m2", email: "admin@example.com" })).toEqual(
    refused("email-taken"),
  );
  expect(people(opened)).toHaveLength(1);
  expect((await entries(opened))[0]).toMatchObject({
    action: "session.sign-in-refused",
    outcome: "failed",
    actor: { name: "Unknown account" },
  });
});

test.each([
  ["without an e-mail", { email: undefined }, "no-email"],
  ["with an e-mail that nobody verified", { emailIsVerified: false }, "email-not-verified"],
  ["of another issuer", { issuer: "https://evil.example.com" }, "other-issuer"],
])("somebody %s is refused, and nobody is made", async (_who, claims, refusal) => {
  const opened = await open();
  expect(await comeBack(opened, claims)).toEqual(refused(refusal));
  expect([people(opened), sessions(opened)]).toEqual([[], []]);
});

test("somebody who is disabled is refused", async () => {
  const opened = await open();
  await sessionOf(opened);
  opened.sql("UPDATE people SET disabledAt = ? WHERE oidcSubject = 'ada'", new Date().toISOString());
  expect(await comeBack(opened)).toEqual(refused("disabled"));
  expect(sessions(opened)).toHaveLength(1);
});

test("name and e-mail follow the provider, but never onto somebody else's address", async () => {
  const opened = await open();
  await sessionOf(opened);
  await sessionOf(opened, { name: "Ada Lovelace", email: "countess@example.com" });
  expect(people(opened)[0]).toMatchObject({ name: "Ada Lovelace", email: "countess@example.com" });
  await sessionOf(opened, { email: "viewer@example.com" });
  await sessionOf(opened, { email: "other@example.com", emailIsVerified: false });
  expect(people(opened)[0]).toMatchObject({ email: "countess@example.com" });
});

test("groups give the role, read anew each time; a change ends the other sessions and is written down", async () => {
  const opened = await open(MAPPED);
  const first = await sessionOf(opened, { groups: ["ops", "x"] });
  expect(people(opened)[0]).toMatchObject({ role: "operator", roleSource: "claim" });
  await sessionOf(opened, { groups: ["admins", "ops"] });
  expect(people(opened)[0]).toMatchObject({ role: "admin" });
  expect(sessions(opened).map(({ id }) => id)).not.toContain(first);
  expect((await entries(opened))[1]).toMatchObject({
    action: "person.change",
    detail: "Role operator became admin, by the groups at single sign-on.",
  });
  await sessionOf(opened, { groups: [] });
  expect(people(opened)[0]).toMatchObject({ role: "viewer" });
});

test("groups do not take the role from the last administrator", async () => {
  const opened = await open(MAPPED);
  await sessionOf(opened, { groups: ["admins"] });
  opened.sql("UPDATE people SET disabledAt = ? WHERE id = 'person-admin'", new Date().toISOString());
  await sessionOf(opened, { groups: [] });
  expect(people(opened)[0]).toMatchObject({ role: "admin" });
  expect(opened.logged()).toContain("this is the last administrator");
});

test("a role that groups give is not changed by hand, one that was given by hand is not changed by groups", async () => {
  const opened = await open(MAPPED);
  await sessionOf(opened, { groups: ["ops"] });
  const id = String(opened.sql("SELECT id FROM people WHERE oidcSubject = 'ada'")[0]?.id);
  const answer = await opened.call("PATCH", `/api/people/${id}`, { body: { role: "admin" } });
  expect([answer.status, answer.problem().advice]).toEqual([
    409,
    "Change the person's groups there: the role follows at the next sign-in.",
  ]);
  opened.sql("UPDATE people SET roleSource = 'console' WHERE id = ?", id);
  await sessionOf(opened, { groups: [] });
  expect(people(opened)[0]).toMatchObject({ role: "operator" });
});

test("an invitation gives its role to whoever has its e-mail at the provider, once", async () => {
  const opened = await open(MAPPED);
  const body = { name: "Ada", email: "ada@example.com", role: "operator" };
  const { token } = (await opened.call("POST", "/api/invitations", { body })).json<InvitationWithToken>();
  const facts = { joiningToken: token };
  expect(await comeBack(opened, { subject: "bob", email: "bob@example.com" }, facts)).toEqual(
    refused("invitation-for-another"),
  );
  const outcomes = await Promise.all([
    comeBack(opened, {}, facts),
    comeBack(opened, { subject: "eve" }, facts),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(people(opened)).toMatchObject([{ role: "operator", roleSource: "console" }]);
  expect(await comeBack(opened, { subject: "late", email: "late@example.com" }, facts)).toEqual(
    refused("invitation-gone"),
  );
});

test("a sign-in is as recent as the provider says; where it says nothing, it is not recent", async () => {
  const opened = await open();
  const long = new Date(Date.now() - 3_600_000);
  const told = await sessionOf(opened, { authenticatedAt: long });
  const untold = await sessionOf(opened);
  const ahead = await sessionOf(opened, { authenticatedAt: new Date(Date.now() + 3_600_000) });
  const at = async (token: string) => (await opened.store.sessions.findByToken(token))?.authenticatedAt;
  expect(await at(told)).toEqual(long);
  expect(await at(untold)).toBeNull();
  expect((await at(ahead))?.getTime()).toBeLessThanOrEqual(Date.now());
});

test("whoever is signed in already must have shown anew who they are; then the new session takes the old one's place", async () => {
  const opened = await open();
  const former = await sessionOf(opened);
  const current = await opened.runtime.sessions.resolve(former, { requestId: "request", address: null });
  expect(await comeBack(opened, {}, { current })).toEqual(refused("not-recent"));
  const stale = new Date(Date.now() - 6 * 60_000);
  expect(await comeBack(opened, { authenticatedAt: stale }, { current })).toEqual(refused("not-recent"));
  expect(sessions(opened)).toEqual([{ token: former }]);
  const outcome = await comeBack(opened, { authenticatedAt: new Date() }, { current });
  expect(sessions(opened)).toEqual([{ token: outcome.ok ? outcome.value : "" }]);
});

test("when the log cannot be written, nobody comes in", async () => {
  const opened = await open();
  await sessionOf(opened);
  opened.sql("CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END");
  await expect(comeBack(opened)).rejects.toMatchObject({ code: "unavailable" });
  await expect(comeBack(opened, { subject: "new", email: "new@example.com" })).rejects.toMatchObject({
    code: "unavailable",
  });
  expect([people(opened).length, sessions(opened).length]).toEqual([1, 1]);
});

test("without a provider there is no way through one", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  expect(opened.runtime.singleSignOn).toBeUndefined();
  const providers = await opened.call("GET", "/api/auth/providers", { as: "nobody" });
  expect(Object.keys(providers.json<object>())).toEqual(["credentials"]);
});

test("with a provider that does not answer, the way there leads back to the page that says so, and the log says why", async () => {
  const opened = await open({ ...OIDC, OIDC_ISSUER: "http://127.0.0.1:9" });
  const first = await opened.call("GET", "/api/auth/csrf", { as: "nobody" });
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const answer = await opened.call("POST", "/api/auth/signin/oidc", {
    cookie,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      csrfToken: first.json<{ csrfToken: string }>().csrfToken,
      json: "true",
    }).toString(),
  });
  expect(answer.json<{ url: string }>().url).toBe("http://localhost:3000/api/auth/error?error=OAuthSignin");
  expect(opened.logged()).toContain("single sign-on could not be used");
  expect(opened.logged()).not.toContain("canary");
});

test("what a browser reports to next-auth does not reach the log", async () => {
  const opened = await open();
  await opened.call("POST", "/api/auth/_log", {
    as: "nobody",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "level=error&code=SIGNIN_OAUTH_ERROR&message=forged-line",
  });
  expect(opened.logged()).not.toContain("forged-line");
});

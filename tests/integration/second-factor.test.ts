import { expect, test } from "vitest";
import { hashPassword } from "@/lib/server/passwords";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { codeAt, refusalOf, sessionIn, signIn } from "@/tests/support/sign-in";

const PASSWORD = "correct horse battery staple";
const ADA = "ada@example.com";
const STEP = 30_000;

interface Enrolled {
  readonly opened: OpenConsole;
  readonly cookie: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** What the app shows so many steps from now. */
  code(steps?: number): string;
  advance(milliseconds: number): void;
}

async function consoleWithAda(role: "operator" | "admin" = "operator") {
  const opened = await consoleForTest({ tenants: 1 });
  const passwordHash = await hashPassword(PASSWORD);
  await opened.store.people.create({ id: "ada", email: ADA, name: "Ada", role, passwordHash });
  return { opened, cookie: (await opened.signedIn("ada")).cookie };
}

async function enrolled(role: "operator" | "admin" = "operator"): Promise<Enrolled> {
  const { opened, cookie } = await consoleWithAda(role);
  let offset = 0;
  const advance = (milliseconds: number) => {
    offset += milliseconds;
    opened.advance(milliseconds);
  };
  const offer = await opened.call("POST", "/api/account/second-factor", { cookie });
  const { secret } = offer.json<{ secret: string }>();
  const code = (steps = 0) => codeAt(secret, Date.now() + offset + steps * STEP);
  const confirmed = await opened.call("POST", "/api/account/second-factor/confirm", {
    cookie,
    body: { code: code() },
  });
  expect(confirmed.status).toBe(200);
  const { recoveryCodes } = confirmed.json<{ recoveryCodes: string[] }>();
  // So that the code of the confirmation is of the past.
  advance(2 * STEP);
  return { opened, cookie: sessionIn(confirmed) ?? "", secret, recoveryCodes, code, advance };
}

const withCode = (opened: OpenConsole, code: string) =>
  signIn(opened, { email: ADA, password: PASSWORD, code });

test("with a second factor the password alone opens nothing, and with the code it does", async () => {
  const { opened, code } = await enrolled();
  const alone = await signIn(opened, { email: ADA, password: PASSWORD });
  expect([alone.session, refusalOf(alone).refusal]).toEqual([undefined, "second_factor_required"]);
  expect((await withCode(opened, code())).session).toBeDefined();
});

test("whoever has not the password learns nothing of a second factor", async () => {
  const { opened, code } = await enrolled();
  const wrong = await signIn(opened, { email: ADA, password: "something else entirely" });
  expect(refusalOf(wrong).refusal).toBe("wrong_credentials");
  const withRightCode = await signIn(opened, {
    email: ADA,
    password: "something else entirely",
    code: code(),
  });
  expect(refusalOf(withRightCode).refusal).toBe("wrong_credentials");
});

test("a code is taken once, by whoever comes first", async () => {
  const { opened, code } = await enrolled();
  const shown = code();
  const both = await Promise.all([withCode(opened, shown), withCode(opened, shown)]);
  expect(both.filter(({ session }) => session !== undefined)).toHaveLength(1);
  expect(refusalOf(await withCode(opened, shown)).refusal).toBe("second_factor_wrong");
});

test("a phone may be one step fast or slow, and no more", async () => {
  const { opened, code, advance } = await enrolled();
  expect((await withCode(opened, code(-1))).session).toBeDefined();
  expect((await withCode(opened, code(1))).session).toBeDefined();
  advance(5 * STEP);
  expect((await withCode(opened, code(-2))).session).toBeUndefined();
  expect((await withCode(opened, code(2))).session).toBeUndefined();
});

test("a code of a step before the last one taken is of no use any more", async () => {
  const { opened, code } = await enrolled();
  expect((await withCode(opened, code(1))).session).toBeDefined();
  expect((await withCode(opened, code(0))).session).toBeUndefined();
});

test("codes are guessed no faster than passwords, even by whoever knows the password", async () => {
  const { opened, code } = await enrolled();
  const reasons: string[] = [];
  for (let time = 0; time < 7; time += 1) {
    // The first step in between forgets nothing.
    await signIn(opened, { email: ADA, password: PASSWORD });
    reasons.push(refusalOf(await withCode(opened, "000000")).refusal);
  }
  expect(reasons.at(-1)).toBe("too_many_attempts");
  expect(refusalOf(await withCode(opened, code())).refusal).toBe("too_many_attempts");
}, 60_000);

test("each recovery code signs in once, however it is written", async () => {
  const { opened, recoveryCodes, cookie } = await enrolled();
  expect(new Set(recoveryCodes).size).toBe(10);
  const [first = "", second = ""] = recoveryCodes;
  expect((await withCode(opened, first)).session).toBeDefined();
  expect((await withCode(opened, first)).session).toBeUndefined();
  expect((await withCode(opened, second.toUpperCase().replaceAll("-", " "))).session).toBeDefined();
  const account = (await opened.call("GET", "/api/account", { cookie })).json<{
    secondFactor: { recoveryCodesLeft: number };
  }>();
  expect(account.secondFactor.recoveryCodesLeft).toBe(8);
});

test("new recovery codes end the former ones, and take a code or one of those", async () => {
  const { opened, recoveryCodes, cookie, code } = await enrolled();
  const renew = (body: object) => opened.call("POST", "/api/account/recovery-codes", { cookie, body });
  for (const body of [{}, { code: "000000" }]) {
    const refused = await renew(body);
    expect([refused.status, refused.problem().errors?.[0]?.path]).toEqual([400, "code"]);
  }
  const said = async (body: object) => (await renew(body)).problem().errors?.[0]?.message;
  expect(await said({ code: "000000" })).toMatch(/^The code is not right.* Wait for the next one\. .*clock/);
  expect((await renew({ code: recoveryCodes[1] })).status).toBe(200);
  // There is no next one to wait for.
  expect(await said({ code: recoveryCodes[1] })).toMatch(
    /^This recovery code .* used already\. Enter another/,
  );
  const renewed = (await renew({ code: code() })).json<{ recoveryCodes: string[] }>();
  expect((await withCode(opened, recoveryCodes[0] ?? "")).session).toBeUndefined();
  expect((await withCode(opened, renewed.recoveryCodes[0] ?? "")).session).toBeDefined();
});

test("neither the secret nor the recovery codes are in the database, the log or any later answer", async () => {
  const { opened, secret, recoveryCodes, cookie } = await enrolled();
  await opened.call("POST", "/api/account/second-factor", { cookie });
  const kept = ["people", "recovery_codes", "audit_entries", "sessions"]
    .map((table) => JSON.stringify(opened.sql(`SELECT * FROM ${table}`)))
    .join();
  const told = (await opened.call("GET", "/api/account", { cookie })).text;
  for (const canary of [secret, ...recoveryCodes, ...recoveryCodes.map((one) => one.replaceAll("-", ""))]) {
    expect(kept).not.toContain(canary);
    expect(opened.logged()).not.toContain(canary);
    expect(told).not.toContain(canary);
  }
});

test("a secret that was moved to another person opens nothing", async () => {
  const { opened, code } = await enrolled();
  const passwordHash = await hashPassword(PASSWORD);
  await opened.store.people.create({
    id: "eve",
    email: "eve@example.com",
    name: "Eve",
    role: "admin",
    passwordHash,
  });
  opened.sql(
    "UPDATE people SET sealedTotpSecret = (SELECT sealedTotpSecret FROM people WHERE id = 'ada'), totpConfirmedAt = ? WHERE id = 'eve'",
    new Date().toISOString(),
  );
  const moved = await signIn(opened, { email: "eve@example.com", password: PASSWORD, code: code() });
  expect([moved.session, refusalOf(moved).refusal]).toEqual([undefined, "unavailable"]);
});

test("it counts only once a code was shown, and a wrong one is told at its field", async () => {
  const { opened, cookie } = await consoleWithAda();
  const confirm = (code: string) =>
    opened.call("POST", "/api/account/second-factor/confirm", { cookie, body: { code } });
  expect((await confirm("123456")).status).toBe(409);
  await opened.call("POST", "/api/account/second-factor", { cookie });
  const wrong = await confirm("000000");
  expect([wrong.status, wrong.problem().errors?.[0]?.path]).toEqual([400, "code"]);
  expect((await signIn(opened, { email: ADA, password: PASSWORD })).session).toBeDefined();
});

test("setting it up ends the sessions that began without it", async () => {
  const { opened, cookie } = await consoleWithAda();
  const other = await opened.signedIn("ada");
  const { secret } = (await opened.call("POST", "/api/account/second-factor", { cookie })).json<{
    secret: string;
  }>();
  const body = { code: codeAt(secret, Date.now()) };
  await opened.call("POST", "/api/account/second-factor/confirm", { cookie, body });
  expect((await opened.call("GET", "/api/account", { cookie: other.cookie })).status).toBe(401);
  expect((await opened.call("GET", "/api/account", { cookie })).status).toBe(200);
});

test("it is removed with the password and itself, unless the role must have it, or the password is too short without it", async () => {
  const { opened, cookie, code, recoveryCodes } = await enrolled();
  const removeWith = (body: object) =>
    opened.call("POST", "/api/account/second-factor/remove", { cookie, body });
  for (const body of [{ password: PASSWORD }, { password: PASSWORD, code: "000000" }]) {
    const refused = await removeWith(body);
    expect([refused.status, refused.problem().errors?.[0]?.path]).toEqual([400, "code"]);
  }
  const remove = (password: string) => removeWith({ password, code: code() });
  expect((await remove("not the password at all")).problem().errors?.[0]?.path).toBe("password");
  const settings = { secondFactorRequiredFor: ["operator"], idleMinutes: 30, absoluteHours: 12 };
  await opened.call("PUT", "/api/settings/sign-in", { body: settings });
  expect((await remove(PASSWORD)).status).toBe(409);
  await opened.call("PUT", "/api/settings/sign-in", { body: { ...settings, secondFactorRequiredFor: [] } });
  const change = { currentPassword: PASSWORD, newPassword: "vw9 quay" };
  expect((await opened.call("PUT", "/api/account/password", { cookie, body: change })).status).toBe(204);
  expect((await remove("vw9 quay")).problem().detail).toContain("too short");
  const back = { currentPassword: "vw9 quay", newPassword: PASSWORD };
  expect((await opened.call("PUT", "/api/account/password", { cookie, body: back })).status).toBe(204);
  expect((await removeWith({ password: PASSWORD, code: recoveryCodes[0] })).status).toBe(204);
  expect((await signIn(opened, { email: ADA, password: PASSWORD })).session).toBeDefined();
}, 60_000);

test("long after signing in it is removed with one code: the call itself shows all that confirming would ask", async () => {
  const { opened, cookie, code, advance } = await enrolled();
  advance(6 * 60_000);
  const body = { password: PASSWORD, code: code() };
  expect((await opened.call("POST", "/api/account/second-factor/remove", { cookie, body })).status).toBe(204);
});

test("no administrator takes their own second factor away through the list of people", async () => {
  const { opened, cookie } = await enrolled("admin");
  const answer = await opened.call("DELETE", "/api/people/ada/second-factor", { cookie });
  expect([answer.status, answer.problem().code]).toEqual([409, "conflict"]);
  const { session } = await signIn(opened, { email: ADA, password: PASSWORD });
  expect(session).toBeUndefined();
});

test("codes for removing it or for new recovery codes are guessed no faster than at sign-in", async () => {
  const { opened, cookie, code } = await enrolled();
  const renew = (given: string) =>
    opened.call("POST", "/api/account/recovery-codes", { cookie, body: { code: given } });
  for (let time = 0; time < 6; time += 1) expect((await renew("000000")).status).toBe(400);
  expect((await renew(code())).problem().code).toBe("too_many_attempts");
});

test("when an administrator resets the factor of a short password, a new factor has to be set up before anything else", async () => {
  const { opened, cookie } = await enrolled();
  const change = { currentPassword: PASSWORD, newPassword: "vw9 quay" };
  expect((await opened.call("PUT", "/api/account/password", { cookie, body: change })).status).toBe(204);
  expect((await opened.call("GET", "/api/tenants", { cookie })).status).toBe(200);
  expect((await opened.call("DELETE", "/api/people/ada/second-factor")).status).toBe(204);
  const again = await opened.signedIn("ada");
  const answer = await opened.call("GET", "/api/tenants", { cookie: again.cookie });
  expect([answer.status, answer.problem().code]).toEqual([403, "second_factor_needed"]);
}, 60_000);

test("whoever must have one and has none gets nothing else until it is set up", async () => {
  const { opened, cookie } = await consoleWithAda("admin");
  const settings = { secondFactorRequiredFor: ["admin"], idleMinutes: 30, absoluteHours: 12 };
  expect((await opened.call("PUT", "/api/settings/sign-in", { cookie, body: settings })).status).toBe(200);
  for (const path of [
    "/api/tenants",
    "/api/account/sessions",
    "/api/settings/sign-in",
    "/api/audit-events",
  ]) {
    const answer = await opened.call("GET", path, { cookie });
    expect([path, answer.status, answer.problem().code]).toEqual([path, 403, "second_factor_needed"]);
  }
  const { secret } = (await opened.call("POST", "/api/account/second-factor", { cookie })).json<{
    secret: string;
  }>();
  const body = { code: codeAt(secret, Date.now()) };
  expect((await opened.call("POST", "/api/account/second-factor/confirm", { cookie, body })).status).toBe(
    200,
  );
  expect((await opened.call("GET", "/api/tenants", { cookie })).status).toBe(200);
});

test("a secret that was offered and never confirmed is not guessed without end by whoever has a session", async () => {
  const { opened, cookie } = await consoleWithAda();
  await opened.call("POST", "/api/account/second-factor", { cookie });
  opened.advance(10 * 60_000);
  const guess = (code: string) =>
    opened.call("POST", "/api/account/second-factor/confirm", { cookie, body: { code } });
  const answers: number[] = [];
  for (let index = 0; index < 8; index += 1) answers.push((await guess(`00000${index}`)).status);
  expect(answers).toEqual([400, 400, 400, 400, 400, 400, 429, 429]);
});

test("whoever shows their factor for new recovery codes, or takes it away, gets another cookie, and the former one ends", async () => {
  const opened = await enrolled();
  const { call } = opened.opened;
  let { cookie } = opened;
  for (const [path, password] of [
    ["/api/account/recovery-codes", undefined],
    ["/api/account/second-factor/remove", PASSWORD],
  ] as const) {
    const answer = await call("POST", path, { cookie, body: { code: opened.code(), password } });
    const next = sessionIn(answer) ?? "";
    opened.advance(2 * STEP);
    expect((await call("GET", "/api/account", { cookie })).status).toBe(401);
    expect((await call("GET", "/api/account", { cookie: next })).status).toBe(200);
    cookie = next;
  }
});

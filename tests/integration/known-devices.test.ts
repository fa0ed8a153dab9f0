import { expect, test } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { hashPassword } from "@/lib/server/passwords";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { deviceIn, refusalOf, signIn } from "@/tests/support/sign-in";

const PASSWORD = "correct horse battery staple";
const OTHER = "nine blue whales in a row";
const WRONG = "a guess, and a wrong one";
const ADA = "ada@example.com";
const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;

async function consoleWithAda(env: Record<string, string> = {}): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 1, env });
  const passwordHash = await hashPassword(PASSWORD);
  await opened.store.people.create({ id: "ada", email: ADA, name: "Ada", role: "admin", passwordHash });
  return opened;
}

const enter = (opened: OpenConsole, device?: string, password = PASSWORD, email = ADA) =>
  signIn(opened, { email, password }, { has: [device], from: "203.0.113.7" });
const reasonOf = async (opened: OpenConsole, device?: string, password = PASSWORD, email = ADA) => {
  const entered = await enter(opened, device, password, email);
  return entered.session ? "in" : refusalOf(entered).refusal;
};

/** Strangers guess until the account and their address are blocked. */
async function attack(opened: OpenConsole): Promise<void> {
  for (let time = 0; time < 8; time += 1) await enter(opened, undefined, WRONG);
  for (let time = 0; time < 21; time += 1) await enter(opened, undefined, WRONG, `nobody${time}@example.com`);
  expect(await reasonOf(opened)).toBe("too_many_attempts");
}

test("strangers who guess keep strangers waiting, and never the owner on a device that is known", async () => {
  const opened = await consoleWithAda();
  const { device, session = "" } = await enter(opened);
  await attack(opened);
  expect(await reasonOf(opened, device)).toBe("in");
  const confirmed = await opened.call("POST", "/api/session/confirm", {
    cookie: session,
    from: "203.0.113.7",
    body: { password: PASSWORD },
  });
  expect(confirmed.status).toBe(204);
  expect(await reasonOf(opened), "strangers wait on").toBe("too_many_attempts");
}, 60_000);

test("a known device has guesses of its own and no more: whoever stole its cookie waits like a stranger", async () => {
  const opened = await consoleWithAda();
  const { device } = await enter(opened);
  const reasons = [];
  for (let time = 0; time < 8; time += 1) reasons.push(await reasonOf(opened, device, WRONG));
  expect(reasons).toEqual([...Array(6).fill("wrong_credentials"), ...Array(2).fill("too_many_attempts")]);
  expect(await reasonOf(opened, device)).toBe("too_many_attempts");
  expect(await reasonOf(opened), "its failures are not the account's").toBe("in");
  opened.advance(16 * SECOND);
  expect(await reasonOf(opened, device)).toBe("in");
});

test("what one device fails is not another's", async () => {
  const opened = await consoleWithAda();
  const [one, other] = [(await enter(opened)).device, (await enter(opened)).device];
  expect(one).not.toBe(other);
  for (let time = 0; time < 7; time += 1) await enter(opened, one, WRONG);
  expect(await reasonOf(opened, one)).toBe("too_many_attempts");
  expect(await reasonOf(opened, other)).toBe("in");
});

test("a device stays the same one from sign-in to sign-in, and is known for half a year after the last", async () => {
  const opened = await consoleWithAda();
  const first = (await enter(opened)).device;
  opened.advance(100 * DAY);
  const second = (await enter(opened, first)).device;
  const idOf = (device = "") => device.split("=")[1]?.split(".")[0];
  expect(idOf(second)).toBe(idOf(first));
  opened.advance(100 * DAY);
  await attack(opened);
  expect(await reasonOf(opened, first), "200 days old").toBe("too_many_attempts");
  expect(await reasonOf(opened, second), "100 days old").toBe("in");
}, 60_000);

test("a device is known for the account alone that was signed in to, with the password of now", async () => {
  const opened = await consoleWithAda();
  const passwordHash = await hashPassword(PASSWORD);
  const bob = { id: "bob", email: "bob@example.com", name: "Bob", role: "admin" as const, passwordHash };
  await opened.store.people.create(bob);
  const ofBob = (await enter(opened, undefined, PASSWORD, bob.email)).device ?? "";
  const { device = "", session = "" } = await enter(opened);
  const renamed = `${device.split("=")[0]}=${ofBob.split("=")[1]}`;
  const changed = await opened.call("PUT", "/api/account/password", {
    cookie: session,
    body: { currentPassword: PASSWORD, newPassword: OTHER },
  });
  await attack(opened);
  expect(await reasonOf(opened, renamed, OTHER)).toBe("too_many_attempts");
  expect(await reasonOf(opened, device, OTHER), "of the former password").toBe("too_many_attempts");
  expect(await reasonOf(opened, deviceIn(changed), OTHER)).toBe("in");
}, 60_000);

test.each([
  ["cut", (token: string) => token.slice(0, -4)],
  ["of another time", (token: string) => token.replace(/\.\d+\./, ".99999999999.")],
  ["of another device", (token: string) => `A${token.slice(1)}`],
  ["empty", () => ""],
  ["nonsense", () => "a.b.c.d"],
  ["very long", () => "x".repeat(3000)],
])("a device cookie that is %s makes nobody known, and fails nothing", async (_how, change) => {
  const opened = await consoleWithAda();
  const [name = "", token = ""] = ((await enter(opened)).device ?? "").split("=");
  const forged = change(token);
  for (let time = 0; time < 6; time += 1) await enter(opened, undefined, WRONG);
  expect(await reasonOf(opened, `${name}=${forged === token ? "" : forged}`)).toBe("too_many_attempts");
});

test("no device is known before the whole sign-in has succeeded", async () => {
  const opened = await consoleWithAda();
  expect((await enter(opened, undefined, WRONG)).device).toBeUndefined();
  opened.sql("UPDATE people SET totpConfirmedAt = ? WHERE id = 'ada'", new Date().toISOString());
  const halfway = await enter(opened);
  expect([refusalOf(halfway).refusal, halfway.device]).toEqual(["second_factor_required", undefined]);
});

test("guesses in a session count by that session alone, and have a limit", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await enter(opened);
  const other = (await enter(opened)).session ?? "";
  const confirm = async (cookie: string, password: string) =>
    (await opened.call("POST", "/api/session/confirm", { cookie, body: { password } })).status;
  for (let time = 0; time < 6; time += 1) expect(await confirm(session, WRONG)).toBe(400);
  expect(await confirm(session, PASSWORD)).toBe(429);
  expect(await confirm(other, PASSWORD)).toBe(204);
  expect(await reasonOf(opened)).toBe("in");
});

test("unlocking an account frees its devices too", async () => {
  const opened = await consoleWithAda();
  const { device } = await enter(opened);
  for (let time = 0; time < 7; time += 1) await enter(opened, device, WRONG);
  expect(await reasonOf(opened, device)).toBe("too_many_attempts");
  await opened.runtime.services.accounts.unlock(actorAtTheMachine("root"), ADA);
  expect(await reasonOf(opened, device)).toBe("in");
});

test("no script and no other site gets at the cookie, and it does not say who signs in", async () => {
  const opened = await consoleWithAda({ PUBLIC_URL: "https://castellan.example.com" });
  const { answer, device } = await enter(opened);
  const line = answer.headers.getSetCookie().find((one) => one.includes("castellan.device-")) ?? "";
  expect(line).toMatch(
    /^__Host-castellan\.device-[0-9a-f]{16}=[\w-]{22}\.\d+\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  for (let time = 0; time < 6; time += 1) await enter(opened, undefined, WRONG);
  expect(await reasonOf(opened, device)).toBe("in");
});

test("what strangers leave behind is cleared away after a day", async () => {
  const opened = await consoleWithAda();
  for (let time = 0; time < 5; time += 1) await enter(opened, undefined, WRONG, `nobody${time}@example.com`);
  opened.advance(25 * 3600 * SECOND);
  await enter(opened, undefined, WRONG);
  expect(opened.sql("SELECT key FROM sign_in_limits")).toHaveLength(2);
});

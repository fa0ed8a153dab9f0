import { expect, test } from "vitest";
import { hashPassword, isWeakerThanNow } from "@/lib/server/passwords";
import { type ConsoleOptions, consoleForTest, type OpenConsole } from "@/tests/support/console";
import { refusalOf, signIn } from "@/tests/support/sign-in";

const PASSWORD = "correct horse battery staple";
const ADA = "ada@example.com";
const SECOND = 1000;

async function consoleWithAda(options: ConsoleOptions = {}): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 1, ...options });
  const passwordHash = await hashPassword(PASSWORD);
  await opened.store.people.create({ id: "ada", email: ADA, name: "Ada", role: "admin", passwordHash });
  return opened;
}

const guess = (opened: OpenConsole, email: string, from?: string) =>
  signIn(opened, { email, password: "a guess, and a wrong one" }, from === undefined ? {} : { from });
const right = (opened: OpenConsole, from?: string) =>
  signIn(opened, { email: ADA, password: PASSWORD }, from === undefined ? {} : { from });

async function fail(opened: OpenConsole, times: number, email = ADA): Promise<void> {
  for (let time = 0; time < times; time += 1) await guess(opened, email);
}

test("after some failures nobody signs in for a while, not even with the right password", async () => {
  const opened = await consoleWithAda();
  await fail(opened, 6);
  const { refusal, retryAt } = refusalOf(await right(opened));
  expect(refusal).toBe("too_many_attempts");
  const wait = (retryAt?.getTime() ?? 0) - Date.now();
  expect(wait).toBeGreaterThan(SECOND);
  expect(wait).toBeLessThanOrEqual(15 * SECOND);
  opened.advance(16 * SECOND);
  expect((await right(opened)).session).toBeDefined();
});

test("the waiting doubles with each failure, up to a quarter of an hour", async () => {
  const opened = await consoleWithAda();
  await fail(opened, 5);
  const waits: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    await guess(opened, ADA);
    const [row] = opened.sql(
      "SELECT lastFailureAt, blockedUntil FROM sign_in_limits WHERE key LIKE 'account:%'",
    );
    const wait = Date.parse(String(row?.blockedUntil)) - Date.parse(String(row?.lastFailureAt));
    waits.push(wait / SECOND);
    opened.advance(wait + SECOND);
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
}, 60_000);

test("an unknown account is answered and limited like a known one", async () => {
  const opened = await consoleWithAda();
  const said = async (email: string) => {
    const answers = [];
    for (let time = 0; time < 7; time += 1) answers.push(refusalOf(await guess(opened, email)).refusal);
    return answers;
  };
  const known = await said(ADA);
  expect(known).toEqual([...Array(6).fill("wrong_credentials"), "too_many_attempts"]);
  expect(await said("nobody@example.com")).toEqual(known);
});

test("a success forgets what had failed before", async () => {
  const opened = await consoleWithAda();
  await fail(opened, 5);
  expect((await right(opened)).session).toBeDefined();
  await fail(opened, 5);
  expect((await right(opened)).session).toBeDefined();
});

test("failures are forgotten after a day", async () => {
  const opened = await consoleWithAda();
  await fail(opened, 5);
  opened.advance(25 * 3600 * SECOND);
  await fail(opened, 5);
  expect((await right(opened)).session).toBeDefined();
});

test("many guesses at once are weighed one after the other", async () => {
  const opened = await consoleWithAda();
  const attempts = await Promise.all(
    Array.from({ length: 20 }, () =>
      opened.runtime.passwordSignIn.signIn(
        { email: ADA, password: "a guess, and a wrong one" },
        { address: null, userAgent: null },
      ),
    ),
  );
  const reasons = attempts.map((attempt) => (attempt.ok ? "in" : attempt.error.reason));
  expect(reasons.filter((reason) => reason === "wrong_credentials")).toHaveLength(6);
  expect(reasons.filter((reason) => reason === "too_many_attempts")).toHaveLength(14);
});

test("whoever tries many accounts from one address has to wait there, and others elsewhere do not", async () => {
  const opened = await consoleWithAda();
  for (let number = 0; number < 21; number += 1)
    await guess(opened, `person${number}@example.com`, "203.0.113.7");
  expect(refusalOf(await right(opened, "203.0.113.7")).refusal).toBe("too_many_attempts");
  expect((await right(opened, "203.0.113.8")).session).toBeDefined();
}, 60_000);

test("another address in the same network of IPv6 is the same place", async () => {
  const opened = await consoleWithAda();
  for (let number = 0; number < 21; number += 1)
    await guess(opened, `person${number}@example.com`, `2001:db8:1:2::${number + 1}`);
  expect(refusalOf(await right(opened, "2001:db8:1:2:ffff::1")).refusal).toBe("too_many_attempts");
  expect((await right(opened, "2001:db8:1:3::1")).session).toBeDefined();
}, 60_000);

test("a forged header makes nobody somebody else: not for the limits, not in the log, not in the list of sessions", async () => {
  const opened = await consoleWithAda();
  const headers = {
    "x-forwarded-for": "198.51.100.99",
    "x-real-ip": "198.51.100.99",
    forwarded: "for=198.51.100.99",
    "x-forwarded-host": "evil.example.com",
    "x-forwarded-proto": "https",
  };
  const given = { email: ADA, password: PASSWORD };
  const { answer, session = "" } = await signIn(opened, given, { from: "203.0.113.7", headers });
  expect(answer.json()).toEqual({ url: "http://localhost:3000/tenants" });
  expect(session).toMatch(/^next-auth\.session-token=/);
  expect(opened.sql("SELECT address FROM sessions WHERE personId = 'ada'")).toEqual([
    { address: "203.0.113.7" },
  ]);
  await opened.call("POST", "/api/organizations", {
    cookie: session,
    body: {},
    from: "203.0.113.7",
    headers,
  });
  const addresses = opened.sql("SELECT DISTINCT address FROM audit_entries WHERE actorId = 'ada'");
  expect(addresses).toEqual([{ address: "203.0.113.7" }]);
  expect(JSON.stringify(opened.sql("SELECT key FROM sign_in_limits"))).not.toContain("c6336463");
});

test("behind a trusted proxy people are told apart by what it says", async () => {
  const opened = await consoleWithAda({ env: { CASTELLAN_TRUSTED_PROXIES: "10.0.0.0/8" } });
  const headers = { "x-forwarded-for": "192.0.2.1, 203.0.113.7" };
  await signIn(opened, { email: ADA, password: PASSWORD }, { from: "10.0.0.5", headers });
  expect(opened.sql("SELECT address FROM sessions WHERE personId = 'ada'")).toEqual([
    { address: "203.0.113.7" },
  ]);
});

test("guessing set-up links has its limit too", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  opened.sql("DELETE FROM people");
  const body = { token: "guessed", name: "Eve", email: "eve@example.com", password: PASSWORD };
  const setUp = () => opened.call("POST", "/api/setup", { as: "nobody", from: "203.0.113.7", body });
  for (let time = 0; time < 21; time += 1) expect((await setUp()).status).toBe(404);
  const answer = await setUp();
  expect([answer.status, answer.problem().code]).toEqual([429, "too_many_attempts"]);
  expect(Number(answer.headers.get("retry-after"))).toBe(answer.problem().retryAfterSeconds);
});

test("a password whose hash was made with less work is hashed anew when it is typed", async () => {
  const { hash } = await import("@node-rs/argon2");
  const opened = await consoleWithAda();
  const weak = await hash(PASSWORD, { memoryCost: 512, timeCost: 1, parallelism: 1 });
  opened.sql("UPDATE people SET passwordHash = ? WHERE id = 'ada'", weak);
  expect((await right(opened)).session).toBeDefined();
  const [row] = opened.sql("SELECT passwordHash FROM people WHERE id = 'ada'");
  expect(row?.passwordHash).not.toBe(weak);
  expect(isWeakerThanNow(String(row?.passwordHash))).toBe(false);
  expect((await right(opened)).session).toBeDefined();
});

test("a known account takes as long to refuse as an unknown one, as far as anybody could tell", async () => {
  const opened = await consoleWithAda();
  const origin = { address: null, userAgent: null };
  const timed = async (email: string) => {
    const began = performance.now();
    await opened.runtime.passwordSignIn.signIn({ email, password: "a guess, and a wrong one" }, origin);
    return performance.now() - began;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  // By turns, so that whatever else the machine does falls on both alike.
  for (let round = 0; round < 15; round += 1) {
    known.push(await timed(ADA));
    unknown.push(await timed("nobody@example.com"));
    opened.sql("DELETE FROM sign_in_limits");
  }
  // The probability that a known one takes longer than an unknown one: one half where nothing tells them apart.
  const wins = known.flatMap((one) => unknown.map((other): number => (one > other ? 1 : 0)));
  const share = wins.reduce((sum, win) => sum + win, 0) / wins.length;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.8);
}, 60_000);

test("an attempt is counted while the failures before it are being forgotten, and never taken for blocked", async () => {
  const { store } = await consoleForTest({ tenants: 1 });
  const at = new Date();
  const count = () => store.transaction((entities) => entities.signInLimits.count("account:ada", at));
  for (let round = 0; round < 50; round += 1) {
    const [one, other] = await Promise.all([count(), count(), store.signInLimits.clear("account:ada")]);
    expect([one, other]).toEqual([expect.any(Number), expect.any(Number)]);
  }
});

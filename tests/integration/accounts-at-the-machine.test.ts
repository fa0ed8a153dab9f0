import { expect, test } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { isAppError } from "@/lib/server/app-error";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { signIn } from "@/tests/support/sign-in";

const PASSWORD = "correct horse battery staple";
const OTHER = "nine blue whales in a row";
const ADA = { email: "ada@example.com", name: "Ada" };
const machine = actorAtTheMachine("root");

async function consoleWithAda(): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 1 });
  await opened.runtime.services.accounts.create(machine, { ...ADA, password: PASSWORD });
  return opened;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (failure: unknown) => (isAppError(failure) ? failure.code : failure),
  );
const canSignIn = async (opened: OpenConsole, password: string) =>
  (await signIn(opened, { email: ADA.email, password })).session !== undefined;

test("an administrator made at the machine signs in, and the log says who made them", async () => {
  const opened = await consoleWithAda();
  expect(await canSignIn(opened, PASSWORD)).toBe(true);
  expect(
    opened.sql(
      "SELECT actorName FROM audit_entries WHERE action = 'administrator.create' AND outcome = 'succeeded'",
    ),
  ).toEqual([{ actorName: "root at the machine" }]);
});

test("nobody is made twice, and not with a password that anybody would try", async () => {
  const { runtime } = await consoleWithAda();
  const { accounts } = runtime.services;
  expect(await codeOf(accounts.create(machine, { ...ADA, password: OTHER }))).toBe("conflict");
  const eve = { email: "eve@example.com", name: "Eve", password: "password1234567" };
  expect(await codeOf(accounts.create(machine, eve))).toBe("invalid_input");
});

test("another password ends every session and forgets failed sign-ins", async () => {
  const opened = await consoleWithAda();
  const { session = "" } = await signIn(opened, { email: ADA.email, password: PASSWORD });
  for (let time = 0; time < 6; time += 1) await canSignIn(opened, "a guess, and a wrong one");
  expect(await canSignIn(opened, PASSWORD)).toBe(false);
  const given = { email: ADA.email, password: OTHER, removeSecondFactor: false };
  await opened.runtime.services.accounts.resetPassword(machine, given);
  expect((await opened.call("GET", "/api/account", { cookie: session })).status).toBe(401);
  expect([await canSignIn(opened, OTHER), await canSignIn(opened, PASSWORD)]).toEqual([true, false]);
});

test("unlocking says whether there was anything to forget", async () => {
  const opened = await consoleWithAda();
  const { accounts } = opened.runtime.services;
  for (let time = 0; time < 6; time += 1) await canSignIn(opened, "a guess, and a wrong one");
  expect(await accounts.unlock(machine, ADA.email)).toBe(true);
  expect(await canSignIn(opened, PASSWORD)).toBe(true);
  expect(await accounts.unlock(machine, ADA.email)).toBe(false);
  expect(await codeOf(accounts.unlock(machine, "nobody@example.com"))).toBe("not_found");
});

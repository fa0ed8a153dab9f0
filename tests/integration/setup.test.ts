import { createHash } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import type { AuditEvent } from "@/lib/contracts/audit-events";
import { createLog } from "@/lib/server/log";
import { isWeakerThanNow } from "@/lib/server/passwords";
import { createRuntime, type Runtime, setRuntime } from "@/lib/server/runtime";
import { startConsole } from "@/lib/server/start";
import { consoleForTest, envOf, type OpenConsole, temporaryFolder } from "@/tests/support/console";

const PASSWORD = "correct horse battery staple";
const ada = { name: "Ada", email: "Ada@Example.com", password: PASSWORD };

/** A console in which nobody is yet. */
async function emptyConsole(): Promise<OpenConsole> {
  const opened = await consoleForTest({ tenants: 1 });
  opened.sql("DELETE FROM people");
  return opened;
}

const linkOf = async ({ runtime }: OpenConsole) => (await runtime.services.setup.makeLink()) ?? "";
const setUp = ({ call }: OpenConsole, token: string, given = {}) =>
  call("POST", "/api/setup", { as: "nobody", body: { ...ada, token, ...given } });
const canSignIn = async ({ passwordSignIn }: Runtime, email: string) =>
  (await passwordSignIn.signIn({ email, password: PASSWORD }, { address: null, userAgent: null })).ok;
const administrators = ({ sql }: OpenConsole) => sql("SELECT email FROM people WHERE role = 'admin'");

test("whoever opens the one-time link becomes the first administrator and can sign in", async () => {
  const opened = await emptyConsole();
  const answer = await setUp(opened, await linkOf(opened));
  expect([answer.status, answer.json()]).toEqual([
    201,
    { id: expect.any(String), name: "Ada", email: "ada@example.com", role: "admin" },
  ]);
  expect(await canSignIn(opened.runtime, "ada@example.com")).toBe(true);
});

test("the link works once, and after that there is no set-up any more", async () => {
  const opened = await emptyConsole();
  const { setup } = opened.runtime.services;
  const token = await linkOf(opened);
  expect(await setup.isOpen(token)).toBe(true);
  await setUp(opened, token);
  const again = await setUp(opened, token, { email: "eve@example.com" });
  expect([again.status, again.problem().code]).toEqual([404, "not_found"]);
  expect(await setup.isOpen(token)).toBe(false);
  expect(await setup.makeLink()).toBeUndefined();
  expect(administrators(opened)).toEqual([{ email: "ada@example.com" }]);
});

test("two who open the link at once make one administrator", async () => {
  const opened = await emptyConsole();
  const token = await linkOf(opened);
  const emails = ["one@example.com", "two@example.com", "three@example.com"];
  const answers = await Promise.all(emails.map((email) => setUp(opened, token, { email })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
  expect(administrators(opened)).toHaveLength(1);
});

test("a link that was not given out opens nothing and costs no work on a password", async () => {
  const opened = await emptyConsole();
  const token = await linkOf(opened);
  for (const wrong of ["", "x", token.slice(0, -1), `${token}x`, token.toUpperCase(), "a".repeat(256)]) {
    const answer = await setUp(opened, wrong);
    expect([wrong, answer.status]).toEqual([wrong, wrong === "" ? 400 : 404]);
  }
  expect(administrators(opened)).toEqual([]);
});

test("a new start gives out a new link, and the former one ends", async () => {
  const opened = await emptyConsole();
  const [former, current] = [await linkOf(opened), await linkOf(opened)];
  expect((await setUp(opened, former)).status).toBe(404);
  expect((await setUp(opened, current)).status).toBe(201);
});

test("the link's token is not in the database, nor the password", async () => {
  const opened = await emptyConsole();
  const token = await linkOf(opened);
  const tables = () =>
    ["setup_links", "people", "audit_entries"]
      .map((table) => JSON.stringify(opened.sql(`SELECT * FROM ${table}`)))
      .join();
  expect(tables()).not.toContain(token);
  await setUp(opened, token);
  expect(tables()).not.toContain(PASSWORD);
  const [row] = opened.sql("SELECT passwordHash FROM people");
  expect(isWeakerThanNow(String(row?.passwordHash))).toBe(false);
  expect(opened.logged()).not.toContain(token);
});

test.each([
  ["password", { password: "fourteen chars" }],
  ["password", { password: "x".repeat(129) }],
  ["email", { email: "ada" }],
  ["name", { name: "  " }],
])("a %s that will not do is told at its field, and the link still works", async (field, wrong) => {
  const opened = await emptyConsole();
  const token = await linkOf(opened);
  const answer = await setUp(opened, token, wrong);
  expect([answer.status, answer.problem().errors?.map(({ path }) => path)]).toEqual([400, [field]]);
  expect((await setUp(opened, token)).status).toBe(201);
});

test("with an administrator there, a link from before opens nothing", async () => {
  const opened = await emptyConsole();
  const token = await linkOf(opened);
  const person = { id: "x", name: "X", email: "x@example.com", role: "admin" as const, passwordHash: "h" };
  await opened.store.people.create(person);
  expect((await setUp(opened, token)).status).toBe(404);
});

test("making the first administrator is written down", async () => {
  const opened = await emptyConsole();
  await setUp(opened, await linkOf(opened));
  const { cookie } = await opened.signedIn(String(opened.sql("SELECT id FROM people")[0]?.id));
  const { data } = (await opened.call("GET", "/api/audit-events", { cookie })).json<{ data: AuditEvent[] }>();
  expect(data[0]).toMatchObject({
    action: "administrator.create",
    outcome: "succeeded",
    object: { type: "person", name: "Ada" },
  });
});

/** Starts as the process would and returns what it says. */
async function startAndListen(variables: Record<string, string>): Promise<string> {
  const said: string[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  const runtime = await createRuntime(envOf(variables), { log: createLog("silent") });
  setRuntime(runtime);
  await startConsole().finally(() => stdout.mockRestore());
  await runtime.close();
  return said.join("");
}

test("a start without an administrator prints the link, and where the key is that it made", async () => {
  const dataDir = temporaryFolder();
  const said = await startAndListen({ DATA_DIR: dataDir, PUBLIC_URL: "https://castellan.example.com" });
  expect(said).toMatch(/https:\/\/castellan\.example\.com\/setup\?token=[\w-]{32}\n/);
  expect(said).toContain(`${dataDir}/keys/encryption.key`);
  expect(said).not.toContain("Calls to Qlik Cloud");
});

test("a start with an administrator in the environment makes that one, once, and prints no link", async () => {
  const variables = {
    DATA_DIR: temporaryFolder(),
    CASTELLAN_ADMIN_EMAIL: "Ops@Example.com",
    CASTELLAN_ADMIN_PASSWORD: PASSWORD,
    CASTELLAN_QLIK_CONNECT_TO: "127.0.0.1:4010",
  };
  const said = await startAndListen(variables);
  expect(said).toContain("Made the administrator ops@example.com");
  expect(said).toContain("Calls to Qlik Cloud go to 127.0.0.1:4010");
  expect(said).not.toMatch(/setup\?token|correct horse/);
  const again = await startAndListen({ ...variables, CASTELLAN_ADMIN_EMAIL: "else@example.com" });
  expect(again).not.toMatch(/Made the administrator|setup\?token/);
  const runtime = await createRuntime(envOf(variables), { log: createLog("silent") });
  onTestFinished(() => runtime.close());
  expect(await canSignIn(runtime, "ops@example.com")).toBe(true);
  expect(await canSignIn(runtime, "else@example.com")).toBe(false);
});

test("set-up does not open again when the administrators' rows are deleted, while it serves or at the next start", async () => {
  const opened = await emptyConsole();
  await setUp(opened, await linkOf(opened));
  opened.sql("DELETE FROM people");
  const forged = "a".repeat(32);
  opened.sql(
    "INSERT INTO setup_links (id, tokenHash) VALUES (1, ?)",
    createHash("sha256").update(forged).digest("hex"),
  );
  expect(await opened.runtime.services.setup.isOpen(forged)).toBe(false);
  expect((await setUp(opened, forged)).status).toBe(404);
  const variables = { ...opened.variables, PUBLIC_URL: opened.env.publicUrl };
  const said = await startAndListen({
    ...variables,
    CASTELLAN_ADMIN_EMAIL: "ops@example.com",
    CASTELLAN_ADMIN_PASSWORD: PASSWORD,
  });
  expect(said).not.toMatch(/setup\?token|Made the administrator/);
  expect(said).toContain("npm run castellan -- admin create <email>");
  expect(administrators(opened)).toEqual([]);
});

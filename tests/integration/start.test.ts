import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createSecret } from "@/lib/contracts/secret";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";
import { rootKeyOf } from "@/lib/server/vault/root-key";
import { envOf, temporaryFolder, type Variables } from "@/tests/support/console";
import { startSandbox } from "@/tests/support/sandbox";

const newKey = () => randomBytes(32).toString("base64");
const log = createLog("silent");

async function start(variables: Variables): Promise<Runtime> {
  return createRuntime(envOf(variables), { log });
}

async function startAndStop(variables: Variables): Promise<void> {
  await (await start(variables)).close();
}

/** Every file of a folder with the hash of its content. */
function snapshot(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash("sha256")
        .update(fs.readFileSync(path.join(folder, name)))
        .digest("hex"),
    ]),
  );
}

/** Starts, expects to be refused with nothing written, and returns the paragraph. */
async function refusalOf(variables: Variables): Promise<{ exitCode: number; paragraph: string }> {
  const before = snapshot(variables.DATA_DIR ?? "");
  const error = await start(variables).then(
    async (runtime) => {
      await runtime.close();
      throw new Error("It started.");
    },
    (failure: unknown) => failure,
  );
  const refusal = startRefusalOf(error);
  if (!refusal) throw error;
  expect(snapshot(variables.DATA_DIR ?? "")).toEqual(before);
  return refusal;
}

const generatedKey = (dataDir: string) => path.join(dataDir, "keys", "encryption.key");

/** A data folder with an organization in it, whose secret is sealed. */
async function usedFolder(variables: Variables = {}): Promise<string> {
  const dataDir = temporaryFolder();
  const sandbox = await startSandbox({ tenants: 1 });
  onTestFinished(sandbox.close);
  const runtime = await start({
    ...variables,
    DATA_DIR: dataDir,
    CASTELLAN_QLIK_CONNECT_TO: sandbox.connectTo,
  });
  const { clientId, clientSecret } = sandbox.organization.client;
  await runtime.services.organizations.connect(actorAtTheMachine("ada"), {
    name: "Northwind",
    clientId,
    clientSecret: createSecret(clientSecret),
    storeUnchecked: false,
  });
  await runtime.close();
  return dataDir;
}

/** Whether the sealed secret still opens: the sandbox must take it. */
async function secretWorks(variables: Variables): Promise<boolean> {
  const sandbox = await startSandbox({ tenants: 1 });
  onTestFinished(sandbox.close);
  const runtime = await start({ ...variables, CASTELLAN_QLIK_CONNECT_TO: sandbox.connectTo });
  const actor = actorAtTheMachine("ada");
  const [organization] = (await runtime.services.organizations.list(actor)).data;
  const verified = await runtime.services.organizations.verify(actor, organization?.id ?? "");
  await runtime.close();
  return verified.connection === "connected";
}

test("the very first start makes a key that only its owner can read, and says where it is", async () => {
  const dataDir = path.join(temporaryFolder(), "data");
  const runtime = await start({ DATA_DIR: dataDir });
  onTestFinished(() => runtime.close());
  expect(runtime.madeKeyFile).toBe(generatedKey(dataDir));
  expect(Buffer.from(fs.readFileSync(generatedKey(dataDir), "utf8"), "base64")).toHaveLength(32);
  for (const file of ["encryption.key", "session.key"])
    expect(fs.statSync(path.join(dataDir, "keys", file)).mode & 0o777).toBe(0o600);
  for (const folder of [dataDir, path.join(dataDir, "keys")])
    expect(fs.statSync(folder).mode & 0o077).toBe(0);
});

test("a second start finds its key, keeps it, and opens what the first one sealed", async () => {
  const dataDir = await usedFolder();
  const key = fs.readFileSync(generatedKey(dataDir), "utf8");
  const session = fs.readFileSync(path.join(dataDir, "keys", "session.key"), "utf8");
  expect(await secretWorks({ DATA_DIR: dataDir })).toBe(true);
  const again = await start({ DATA_DIR: dataDir });
  expect(again.madeKeyFile).toBeUndefined();
  expect(again.sessionSecret).toBe(session.trim());
  await again.close();
  expect(fs.readFileSync(generatedKey(dataDir), "utf8")).toBe(key);
});

test("a key from the environment is used, and none is written", async () => {
  const dataDir = await usedFolder({ CASTELLAN_ENCRYPTION_KEY: newKey() });
  expect(fs.existsSync(generatedKey(dataDir))).toBe(false);
});

test("a key from a file is used", async () => {
  const file = path.join(temporaryFolder(), "root.key");
  fs.writeFileSync(file, `${newKey()}\n`, { mode: 0o600 });
  const dataDir = await usedFolder({ CASTELLAN_ENCRYPTION_KEY_FILE: file });
  expect(await secretWorks({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY_FILE: file })).toBe(true);
});

test("with data but without its key it refuses, and makes no new key", async () => {
  const dataDir = await usedFolder();
  fs.rmSync(generatedKey(dataDir));
  const { exitCode, paragraph } = await refusalOf({ DATA_DIR: dataDir });
  expect(exitCode).toBe(startExitCodes.keyMissing);
  expect(paragraph).toMatch(/no encryption key.*from your backup.*Nothing was written/s);
});

test("with a wrong key it refuses and names both fingerprints, but no key", async () => {
  const [right, wrong] = [newKey(), newKey()];
  const dataDir = await usedFolder({ CASTELLAN_ENCRYPTION_KEY: right });
  const { exitCode, paragraph } = await refusalOf({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY: wrong });
  expect(exitCode).toBe(startExitCodes.key);
  expect(paragraph).toContain(rootKeyOf(right).id);
  expect(paragraph).toContain(rootKeyOf(wrong).id);
  for (const key of [right, wrong]) expect(paragraph).not.toContain(key);
});

test.each([0o640, 0o604, 0o644, 0o660])("a key file that others can read (%o) is refused", async (mode) => {
  const dataDir = await usedFolder();
  fs.chmodSync(generatedKey(dataDir), mode);
  const { exitCode, paragraph } = await refusalOf({ DATA_DIR: dataDir });
  expect(exitCode).toBe(startExitCodes.keyExposed);
  expect(paragraph).toMatch(/Others on this machine can read.*chmod 600/s);
});

test("a key file of somebody else is refused, whoever can read it", async () => {
  const dataDir = await usedFolder();
  const owner = fs.statSync(generatedKey(dataDir)).uid;
  const whoStarts = vi.spyOn(process, "getuid").mockReturnValue(owner + 1);
  onTestFinished(() => whoStarts.mockRestore());
  const before = fs.readFileSync(path.join(dataDir, "castellan.db"));
  const { exitCode, paragraph } = await refusalOf({ DATA_DIR: dataDir });
  expect(exitCode).toBe(startExitCodes.keyExposed);
  expect(paragraph).toMatch(/belongs to another user.*Nothing was written/s);
  expect(fs.readFileSync(path.join(dataDir, "castellan.db")).equals(before)).toBe(true);
});

test("a key file that is named but is not there is refused, in an empty folder too", async () => {
  const missing = path.join(temporaryFolder(), "missing.key");
  for (const dataDir of [temporaryFolder(), await usedFolder()]) {
    const { paragraph } = await refusalOf({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY_FILE: missing });
    expect(paragraph).toMatch(/does not exist/);
  }
});

test("a key file that holds no key is refused", async () => {
  const file = path.join(temporaryFolder(), "root.key");
  fs.writeFileSync(file, "hello\n", { mode: 0o600 });
  const { paragraph } = await refusalOf({ DATA_DIR: temporaryFolder(), CASTELLAN_ENCRYPTION_KEY_FILE: file });
  expect(paragraph).toMatch(/not 32 bytes in base64/);
});

test.each([
  ["a folder", (file: string) => fs.mkdirSync(file), "key", /is to be a key file, and is a folder/],
  [
    "an empty file",
    (file: string) => fs.writeFileSync(file, "\n", { mode: 0o600 }),
    "key",
    /is empty.*Put the key back/s,
  ],
] as const)("%s in the place of a key file is told as that", async (_what, make, kind, words) => {
  const named = path.join(temporaryFolder(), "root.key");
  make(named);
  const dataDir = await usedFolder();
  fs.rmSync(generatedKey(dataDir));
  make(generatedKey(dataDir));
  for (const variables of [{ CASTELLAN_ENCRYPTION_KEY_FILE: named }, {}]) {
    const { exitCode, paragraph } = await refusalOf({ DATA_DIR: dataDir, ...variables });
    expect([exitCode, paragraph]).toEqual([startExitCodes[kind], expect.stringMatching(words)]);
    expect(paragraph).not.toMatch(/chmod/);
  }
});

test("a key file that the console's user may not read is told as that", async () => {
  const named = path.join(temporaryFolder(), "root.key");
  fs.writeFileSync(named, newKey(), { mode: 0o600 });
  const read = vi.spyOn(fs, "readFileSync").mockImplementation(() => {
    throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
  });
  onTestFinished(() => read.mockRestore());
  const failure = await start({ DATA_DIR: temporaryFolder(), CASTELLAN_ENCRYPTION_KEY_FILE: named }).catch(
    (error: unknown) => error,
  );
  expect(startRefusalOf(failure)).toMatchObject({
    exitCode: startExitCodes.key,
    paragraph: expect.stringMatching(/cannot be read \(EACCES\)/),
  });
});

test("a database of a newer version is refused", async () => {
  const dataDir = await usedFolder();
  const { default: Sqlite } = await import("better-sqlite3");
  const database = new Sqlite(path.join(dataDir, "castellan.db"));
  database.exec(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99990101_future', 'now')",
  );
  database.close();
  const { exitCode, paragraph } = await refusalOf({ DATA_DIR: dataDir });
  expect(exitCode).toBe(startExitCodes.databaseNewer);
  expect(paragraph).toMatch(/newer than this program.*99990101_future/s);
});

test("a damaged data key is refused", async () => {
  const dataDir = await usedFolder();
  const { default: Sqlite } = await import("better-sqlite3");
  const database = new Sqlite(path.join(dataDir, "castellan.db"));
  database.exec("UPDATE data_keys SET wrapped = substr(wrapped, 1, length(wrapped) - 4) || 'AAAA'");
  database.close();
  const { paragraph } = await refusalOf({ DATA_DIR: dataDir });
  expect(paragraph).toMatch(/damaged and cannot be opened/);
});

test("after a change of the root key the former one is needed once; then the new one alone opens everything", async () => {
  const [former, current] = [newKey(), newKey()];
  const dataDir = await usedFolder({ CASTELLAN_ENCRYPTION_KEY: former });
  await refusalOf({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY: current });
  await startAndStop({
    DATA_DIR: dataDir,
    CASTELLAN_ENCRYPTION_KEY: current,
    CASTELLAN_ENCRYPTION_KEY_PREVIOUS: former,
  });
  expect(await secretWorks({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY: current })).toBe(true);
  const { paragraph } = await refusalOf({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY: former });
  expect(paragraph).toContain(rootKeyOf(current).id);
});

test("a generated key gives way to one from the environment", async () => {
  const dataDir = await usedFolder();
  const former = fs.readFileSync(generatedKey(dataDir), "utf8").trim();
  const current = newKey();
  expect(
    await secretWorks({
      DATA_DIR: dataDir,
      CASTELLAN_ENCRYPTION_KEY: current,
      CASTELLAN_ENCRYPTION_KEY_PREVIOUS: former,
    }),
  ).toBe(true);
  fs.rmSync(generatedKey(dataDir));
  expect(await secretWorks({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY: current })).toBe(true);
});

test("a start that broke off after the key was made goes on with that key", async () => {
  const dataDir = temporaryFolder();
  const key = newKey();
  fs.mkdirSync(path.join(dataDir, "keys"), { mode: 0o700 });
  fs.writeFileSync(`${generatedKey(dataDir)}.first`, key, { mode: 0o600 });
  const runtime = await start({ DATA_DIR: dataDir });
  expect(runtime.madeKeyFile).toBe(generatedKey(dataDir));
  await runtime.close();
  expect(fs.readFileSync(generatedKey(dataDir), "utf8")).toBe(key);
  expect(fs.readdirSync(path.join(dataDir, "keys")).sort()).toEqual([
    "encryption.key",
    "installation.json",
    "session.key",
  ]);
});

test("a file that signs sessions is refused when others can read it, and when it is cut short", async () => {
  const dataDir = await usedFolder();
  const file = path.join(dataDir, "keys", "session.key");
  fs.chmodSync(file, 0o644);
  expect((await refusalOf({ DATA_DIR: dataDir })).paragraph).toMatch(/Others on this machine can read/);
  fs.chmodSync(file, 0o600);
  fs.writeFileSync(file, "");
  expect((await refusalOf({ DATA_DIR: dataDir })).paragraph).toMatch(/less than 32 characters/);
});

test("a secret for sessions comes from the environment when it is given there", async () => {
  const dataDir = temporaryFolder();
  const runtime = await start({ DATA_DIR: dataDir, NEXTAUTH_SECRET: "s".repeat(40) });
  expect(runtime.sessionSecret).toBe("s".repeat(40));
  await runtime.close();
  expect(fs.existsSync(path.join(dataDir, "keys", "session.key"))).toBe(false);
});

import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { refusalOfFile } from "@/lib/server/machine-refusals";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";
import { castellan } from "@/tests/support/castellan";
import { envOf, temporaryFolder, type Variables } from "@/tests/support/console";

const start = (variables: Variables) => createRuntime(envOf(variables), { log: createLog("silent") });

async function served(variables: Variables, work: (runtime: Runtime) => unknown = () => undefined) {
  const runtime = await start(variables);
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

const doubtOf = (dataDir: string) => served({ DATA_DIR: dataDir }, ({ witness }) => witness.placeDoubt());

async function stoppedInstallation(): Promise<string> {
  const dataDir = temporaryFolder();
  await served({ DATA_DIR: dataDir });
  return dataDir;
}

const fileOf = (dataDir: string) => path.join(dataDir, "castellan.db");
const witnessOf = (dataDir: string) => path.join(dataDir, "keys", "installation.json");
const filesOf = (folder: string) => fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

async function refusalOf(variables: Variables) {
  const before = filesOf(variables.DATA_DIR ?? "");
  const error = await served(variables).catch((failure: unknown) => failure);
  const refusal = startRefusalOf(error);
  if (!refusal) throw error ?? new Error("It started.");
  expect(filesOf(variables.DATA_DIR ?? "")).toEqual(before);
  return refusal;
}

const ways: readonly (readonly [string, (dataDir: string) => void])[] = [
  ["is not there", (dataDir) => fs.rmSync(fileOf(dataDir))],
  ["is an empty file", (dataDir) => fs.writeFileSync(fileOf(dataDir), "")],
  [
    "is not there, as left by a version from before the witness",
    (dataDir) => {
      fs.rmSync(fileOf(dataDir));
      fs.rmSync(witnessOf(dataDir));
    },
  ],
  [
    "is not there and its key neither",
    (dataDir) => {
      fs.rmSync(fileOf(dataDir));
      fs.rmSync(path.join(dataDir, "keys", "encryption.key"));
    },
  ],
];

test.each(ways)("the key is there and its database %s: no new console begins", async (_what, lose) => {
  const dataDir = await stoppedInstallation();
  lose(dataDir);
  const { exitCode, paragraph } = await refusalOf({ DATA_DIR: dataDir });
  expect([startExitCodes.installation, startExitCodes.keyMissing]).toContain(exitCode);
  expect(paragraph).toMatch(/Nothing was written/);
  if (exitCode !== startExitCodes.installation) return;
  expect(paragraph).toContain(fileOf(dataDir));
  expect(paragraph).toMatch(/Mount the disk.*restore <file>.*on purpose, move .*keys away/s);
  fs.renameSync(path.join(dataDir, "keys"), path.join(dataDir, "keys-of-before"));
  await served({ DATA_DIR: dataDir }, ({ madeKeyFile }) => expect(madeKeyFile).toBeDefined());
});

test("a key from the environment with a file that knows an installation needs its database, and without one it may begin", async () => {
  const key = Buffer.alloc(32, 7).toString("base64");
  const variables = { DATA_DIR: temporaryFolder(), CASTELLAN_ENCRYPTION_KEY: key };
  await served(variables);
  fs.rmSync(fileOf(variables.DATA_DIR));
  expect((await refusalOf(variables)).exitCode).toBe(startExitCodes.installation);
  fs.rmSync(witnessOf(variables.DATA_DIR));
  await served(variables);
});

test("commands at the machine refuse half an installation as well", async () => {
  const dataDir = await stoppedInstallation();
  fs.rmSync(fileOf(dataDir));
  const { code, complaints } = await castellan(["key", "status"], { DATA_DIR: dataDir });
  expect([code, complaints]).toEqual([
    startExitCodes.installation,
    expect.stringContaining(`${fileOf(dataDir)} is not there`),
  ]);
}, 120_000);

test("the database of another installation is refused, and what knows this one cannot be forged or damaged unnoticed", async () => {
  const key = Buffer.alloc(32, 7).toString("base64");
  const [one, other] = [temporaryFolder(), temporaryFolder()];
  for (const dataDir of [one, other]) await served({ DATA_DIR: dataDir, CASTELLAN_ENCRYPTION_KEY: key });
  const variables = { DATA_DIR: one, CASTELLAN_ENCRYPTION_KEY: key };
  const foreign = await refusalOf({ ...variables, DATABASE_URL: `file:${fileOf(other)}` });
  expect(foreign).toMatchObject({
    exitCode: startExitCodes.installation,
    paragraph: expect.stringContaining("another installation"),
  });
  const text = fs.readFileSync(witnessOf(one), "utf8");
  for (const forged of [text.replace('"epoch": 0', '"epoch": 1'), text.slice(0, 40), ""]) {
    fs.writeFileSync(witnessOf(one), forged);
    expect((await refusalOf(variables)).paragraph).toMatch(/is damaged or was changed by something else/);
  }
});

test("a database whose data keys or installation were deleted is no new one", async () => {
  for (const table of ["data_keys", "installation"]) {
    const dataDir = await stoppedInstallation();
    const database = new Sqlite(fileOf(dataDir));
    database.exec(`DELETE FROM ${table}`);
    database.close();
    expect((await refusalOf({ DATA_DIR: dataDir })).paragraph).toMatch(
      /lacks the .*Restore it from a backup/,
    );
  }
});

test("a database that was copied or put back by hand is doubted until somebody has answered", async () => {
  const dataDir = await stoppedInstallation();
  expect(await doubtOf(dataDir)).toBeUndefined();
  const copy = `${fileOf(dataDir)}.copy`;
  fs.copyFileSync(fileOf(dataDir), copy);
  fs.renameSync(copy, fileOf(dataDir));
  expect(await doubtOf(dataDir)).toMatch(/may be a copy/);
  expect(await doubtOf(dataDir)).toMatch(/may be a copy/);
  await served({ DATA_DIR: dataDir }, ({ witness }) => witness.confirmPlace());
  expect(await doubtOf(dataDir)).toBeUndefined();

  const another = temporaryFolder();
  fs.copyFileSync(fileOf(dataDir), fileOf(another));
  const key = fs.readFileSync(path.join(dataDir, "keys", "encryption.key"), "utf8").trim();
  const there = { DATA_DIR: another, CASTELLAN_ENCRYPTION_KEY: key };
  expect(await served(there, ({ witness }) => witness.placeDoubt())).toMatch(/may be a copy/);
});

test("a console that finds its database in another place does nothing outward until an administrator has answered", async () => {
  const dataDir = await stoppedInstallation();
  const copy = `${fileOf(dataDir)}.copy`;
  fs.copyFileSync(fileOf(dataDir), copy);
  fs.renameSync(copy, fileOf(dataDir));
  await served({ DATA_DIR: dataDir }, async ({ startJobs, outward }) => {
    await startJobs();
    expect(await outward.held()).toMatchObject({
      because: expect.stringMatching(/may be a copy/),
      copy: null,
    });
    await outward.answer(actorAtTheMachine("ann"), "takes-over");
  });
  await served({ DATA_DIR: dataDir }, async ({ startJobs, outward }) => {
    await startJobs();
    expect(await outward.held()).toBeUndefined();
  });
});

test("a database that knew a file beside the key, which is gone, is doubted", async () => {
  const dataDir = await stoppedInstallation();
  await served({ DATA_DIR: dataDir }, ({ services }) =>
    services.setup.ensureFirstAdministrator({
      email: "a@example.com",
      password: "correct horse battery staple",
    }),
  );
  fs.rmSync(witnessOf(dataDir));
  expect(await doubtOf(dataDir)).toMatch(/keys\/installation.json.*is missing/);
});

test("an update from a version without such a file is no reason for doubt", async () => {
  const dataDir = await stoppedInstallation();
  await served({ DATA_DIR: dataDir }, ({ services }) =>
    services.setup.ensureFirstAdministrator({
      email: "a@example.com",
      password: "correct horse battery staple",
    }),
  );
  fs.rmSync(witnessOf(dataDir));
  const database = new Sqlite(fileOf(dataDir));
  for (const column of ["statement", "backupConfirmedMac"])
    database.exec(`ALTER TABLE installation DROP COLUMN ${column}`);
  database.exec("DELETE FROM _prisma_migrations WHERE migration_name LIKE '%installation_statement'");
  database.close();
  await served({ DATA_DIR: dataDir }, ({ witness, services }) => {
    expect(witness.placeDoubt()).toBeUndefined();
    expect(services.auditChain.trouble()).toBeUndefined();
  });
  expect(JSON.parse(fs.readFileSync(witnessOf(dataDir), "utf8"))).toMatchObject({
    witness: { begin: { sequence: 0 }, head: { sequence: 2 }, hadAdministrator: true },
  });
  expect(fs.statSync(witnessOf(dataDir)).mode & 0o777).toBe(0o600);
});

test.each([
  ["the encryption key", 0],
  ["what signs cookies", 1],
  ["what is known of the installation", 2],
])("a first start that finds the disk full at %s says so, and the next one begins", async (_, before) => {
  const dataDir = temporaryFolder();
  // As node does of a descriptor: without a path.
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  const write = fs.writeFileSync;
  let written = 0;
  const spy = vi.spyOn(fs, "writeFileSync").mockImplementation((...args) => {
    written += 1;
    if (written > before) throw full;
    write(...args);
  });
  const failure = await served({ DATA_DIR: dataDir }).catch((error: unknown) => error);
  spy.mockRestore();
  expect(refusalOfFile(failure)).toMatchObject({ message: expect.stringMatching(/disk of .* is full/) });
  expect(await doubtOf(dataDir)).toBeUndefined();
  expect(filesOf(path.join(dataDir, "keys"))).toEqual(["encryption.key", "installation.json", "session.key"]);
});

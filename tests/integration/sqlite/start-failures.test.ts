import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { isAppError } from "@/lib/server/app-error";
import { createLog } from "@/lib/server/log";
import { restoreBackup } from "@/lib/server/restore";
import { createRuntime, type Runtime, setRuntime } from "@/lib/server/runtime";
import { startConsole } from "@/lib/server/start";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";
import { toldFailure } from "@/lib/server/store/failures";
import { envOf, temporaryFolder } from "@/tests/support/console";

const log = createLog("silent");
const start = (dataDir: string) => createRuntime(envOf({ DATA_DIR: dataDir }), { log });
const fileIn = (dataDir: string) => path.join(dataDir, "castellan.db");

/** A folder with an installation in it, made once and copied. */
let made: Promise<string> | undefined;
afterAll(async () => made && fs.rmSync(await made, { recursive: true, force: true }));

async function usedFolder(): Promise<string> {
  made ??= (async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-made-"));
    const runtime = await start(folder);
    await runtime.services.setup.ensureFirstAdministrator({
      email: "ada@example.com",
      password: "correct horse battery staple",
    });
    await runtime.close();
    return folder;
  })();
  const dataDir = path.join(temporaryFolder(), "data");
  fs.cpSync(await made, dataDir, { recursive: true });
  return dataDir;
}

/** Starts, and returns what it ends with; undefined when it starts. */
async function failureOf(dataDir: string): Promise<unknown> {
  try {
    await (await start(dataDir)).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Starts, expects to be refused with the database as it was, and returns code and paragraph. */
async function refusalOf(dataDir: string) {
  const before = fs.readFileSync(fileIn(dataDir));
  const failure = await failureOf(dataDir);
  const refusal = startRefusalOf(failure);
  if (!refusal) throw failure ?? new Error("It started.");
  expect(fs.readFileSync(fileIn(dataDir)).equals(before)).toBe(true);
  return refusal;
}

/** Says of whatever SQLite is asked what it says when the machine fails it. */
function sqliteSays(code: string, message: string): void {
  const prepare = vi.spyOn(Sqlite.prototype, "prepare").mockImplementation(() => {
    throw new Sqlite.SqliteError(message, code);
  });
  onTestFinished(() => prepare.mockRestore());
}

test.each([
  ["SQLITE_FULL", "database or disk is full", /disk of .* is full\. Make room/],
  ["SQLITE_IOERR_SHMSIZE", "disk I/O error", /disk of .* is full\. Make room/],
  ["SQLITE_READONLY", "attempt to write a readonly database", /may not write .*chown/s],
  ["SQLITE_BUSY", "database is locked", /Another program holds .*End it or wait/s],
  ["SQLITE_NOMEM", "out of memory", /no memory or no file handles/],
  ["SQLITE_IOERR_READ", "disk I/O error", /cannot be opened, read or written.*Look at its disk/s],
  ["SQLITE_CANTOPEN", "unable to open database file", /cannot be opened, read or written/],
])("a start that ends with %s names the cause, and tells nobody to restore", async (code, message, words) => {
  const dataDir = await usedFolder();
  sqliteSays(code, message);
  const { exitCode, paragraph } = await refusalOf(dataDir);
  expect([exitCode, paragraph]).toEqual([startExitCodes.machine, expect.stringMatching(words)]);
  expect(paragraph).not.toMatch(/restore the newest backup|report this|SqliteError|\n +at /);
});

test("a driver that was built for another Node.js is told as that, with the command that makes it", async () => {
  const dataDir = await usedFolder();
  const words =
    "The module '/x/better_sqlite3.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 127. This version of Node.js requires\nNODE_MODULE_VERSION 115. Please try re-compiling or re-installing";
  const prepare = vi.spyOn(Sqlite.prototype, "prepare").mockImplementation(() => {
    throw Object.assign(new Error(words), { code: "ERR_DLOPEN_FAILED" });
  });
  onTestFinished(() => prepare.mockRestore());
  const { exitCode, paragraph } = await refusalOf(dataDir);
  expect(exitCode).toBe(startExitCodes.machine);
  expect(paragraph).toMatch(/module version 127, and this one has 115.*npm start.*not touched/s);
});

/** As somebody who may write none of it; root may write everywhere, and becomes nobody meanwhile. */
async function asSomebodyElse<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0 || !process.seteuid) return work();
  process.seteuid(65534);
  return await work().finally(() => process.seteuid?.(0));
}

test("a folder that may not be written is told as that, with who owns it", async () => {
  const dataDir = await usedFolder();
  const around = path.dirname(dataDir);
  fs.chmodSync(around, 0o755);
  fs.chmodSync(dataDir, 0o555);
  fs.chmodSync(fileIn(dataDir), 0o444);
  onTestFinished(() => fs.chmodSync(dataDir, 0o700));
  const env = envOf({
    DATA_DIR: dataDir,
    CASTELLAN_ENCRYPTION_KEY: keyIn(dataDir),
    NEXTAUTH_SECRET: "s".repeat(40),
  });
  const failure = await asSomebodyElse(() => createRuntime(env, { log }).catch((error: unknown) => error));
  const refusal = startRefusalOf(failure);
  if (!refusal) throw failure;
  expect([refusal.exitCode, refusal.paragraph]).toEqual([
    startExitCodes.machine,
    expect.stringMatching(/may not write .*belongs to uid \d+, mode 0[45].*chown/s),
  ]);
});

const keyIn = (dataDir: string) =>
  fs.readFileSync(path.join(dataDir, "keys", "encryption.key"), "utf8").trim();

test("a folder in the place of the database is told as a folder", async () => {
  const dataDir = temporaryFolder();
  fs.mkdirSync(fileIn(dataDir));
  const refusal = startRefusalOf(await failureOf(dataDir));
  expect(refusal?.paragraph).toMatch(/is a folder, not a database.*DATABASE_URL/s);
});

test("what is no database is told as that, and kept", async () => {
  const dataDir = await usedFolder();
  fs.writeFileSync(fileIn(dataDir), "Dear reader, this is no database.".repeat(400));
  const { exitCode, paragraph } = await refusalOf(dataDir);
  expect(exitCode).toBe(startExitCodes.database);
  expect(paragraph).toMatch(/is not a SQLite database.*Keep the file as it is.*restore the newest backup/s);
});

/** Changes one byte in the middle of each of some pages. */
function flip(file: string, positions: readonly number[]): void {
  const bytes = fs.readFileSync(file);
  for (const position of positions) bytes.writeUInt8(bytes.readUInt8(position) ^ 0x5a, position);
  fs.writeFileSync(file, bytes);
}

test("damaged pages are found before anything is written, and told as damage", async () => {
  const dataDir = await usedFolder();
  const pages = Math.floor(fs.statSync(fileIn(dataDir)).size / 4096);
  // The head of every page but the first says where its rows are.
  flip(
    fileIn(dataDir),
    Array.from({ length: pages - 1 }, (_, page) => (page + 1) * 4096 + 3),
  );
  const { exitCode, paragraph } = await refusalOf(dataDir);
  expect(exitCode).toBe(startExitCodes.database);
  expect(paragraph).toMatch(/is damaged: .*Look at its disk first.*restore the newest backup/s);
  expect(paragraph).not.toMatch(/report this|SqliteError/);
});

test("wherever bytes of the file have changed, a start works or says why not, and never shows a stack", async () => {
  const size = fs.statSync(fileIn(await usedFolder())).size;
  for (let turn = 0; turn < 24; turn += 1) {
    const dataDir = await usedFolder();
    // Spread over the file by a fixed rule, so that a failure can be had again.
    const positions = Array.from({ length: 40 }, (_, place) => ((turn * 40 + place) * 7_368_787) % size);
    flip(fileIn(dataDir), positions);
    const failure = await failureOf(dataDir);
    const isTold = failure === undefined || startRefusalOf(failure) !== undefined || isAppError(failure);
    expect(isTold, `turn ${turn}: ${failure instanceof Error ? failure.stack : failure}`).toBe(true);
  }
}, 60_000);

test("a backup takes the place of a damaged database, which is kept beside it", async () => {
  const dataDir = await usedFolder();
  const runtime = await start(dataDir);
  const backup = path.join(temporaryFolder(), "monday.db");
  await runtime.services.backups.make(actorAtTheMachine("ada"), backup);
  await runtime.close();
  fs.writeFileSync(fileIn(dataDir), "Dear reader, this is no database.".repeat(400));
  const { keptAs } = await restoreBackup(runtime.env, backup, {
    checkOnly: false,
    replace: true,
    now: new Date(),
  });
  expect(fs.readFileSync(keptAs ?? "", "utf8")).toMatch(/^Dear reader/);
  expect(await failureOf(dataDir)).toBeUndefined();
});

test("a disk that is full once the database is open ends the start as the machine's trouble, not the database's", async () => {
  const dataDir = await usedFolder();
  vi.stubEnv("DATA_DIR", dataDir);
  const failure = toldFailure(new Sqlite.SqliteError("database or disk is full", "SQLITE_FULL"));
  setRuntime(Promise.reject(failure) as unknown as Runtime);
  const exit = vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    exit.mockRestore();
    stderr.mockRestore();
  });
  await expect(startConsole()).rejects.toThrow(`exit ${startExitCodes.machine}`);
  expect(String(stderr.mock.calls[0]?.[0])).toMatch(/disk of .* is full\. Make room/);
});

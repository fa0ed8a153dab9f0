import fs from "node:fs";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import {
  copyPrivately,
  createPrivateFile,
  ensurePrivateFile,
  makePrivateFolder,
  openPrivateFile,
  writePrivateFile,
} from "@/lib/server/private-files";
import { restoreBackup } from "@/lib/server/restore";
import { createRuntime, setRuntime } from "@/lib/server/runtime";
import { startConsole } from "@/lib/server/start";
import { envOf, temporaryFolder } from "@/tests/support/console";

const machine = actorAtTheMachine("ada");
const log = createLog("silent");

/** A umask that takes nothing away. */
beforeEach(() => {
  const before = process.umask(0o000);
  return () => void process.umask(before);
});

/** A folder that others can look into, as somebody makes it who does not think of that. */
function openFolder(): string {
  const folder = path.join(temporaryFolder(), "data");
  fs.mkdirSync(folder);
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** What others on the machine could get at, below a folder. */
function exposedIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => (fs.statSync(path.join(folder, name)).mode & 0o077) !== 0)
    .map((name) => `${name} ${(fs.statSync(path.join(folder, name)).mode & 0o777).toString(8)}`);
}

async function start(dataDir: string) {
  const runtime = await createRuntime(envOf({ DATA_DIR: dataDir }), { log });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await runtime.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...runtime, close };
}

test("whatever the umask and whoever made the folder, nobody else can get at what the console writes", async () => {
  const dataDir = openFolder();
  const runtime = await start(dataDir);
  await runtime.services.setup.makeLink();
  // While it serves, SQLite has its own files beside the database.
  expect(fs.readdirSync(dataDir).sort()).toEqual([
    "castellan.db",
    "castellan.db-shm",
    "castellan.db-wal",
    "keys",
  ]);
  const backup = path.join(dataDir, "made", "backups", "monday.db");
  await runtime.services.backups.make(machine, backup);
  await runtime.close();
  expect(exposedIn(dataDir)).toEqual([]);

  await restoreBackup(runtime.env, backup, { checkOnly: false, replace: true, now: new Date() });
  expect(fs.readdirSync(dataDir).some((name) => name.includes(".before-"))).toBe(true);
  expect(exposedIn(dataDir)).toEqual([]);
});

test("each way of making a file makes it for its owner alone, whatever it is a copy of", async () => {
  const folder = openFolder();
  const open = path.join(folder, "open");
  fs.writeFileSync(open, "x".repeat(3_000_000));
  const made = (name: string) => path.join(folder, "made", "deeper", name);
  makePrivateFolder(path.dirname(made("created")));
  fs.closeSync(createPrivateFile(made("created")));
  await (await openPrivateFile(made("archive"))).close();
  writePrivateFile(made("written"), "text");
  ensurePrivateFile(made("ensured"));
  copyPrivately(open, made("copied"));
  expect(fs.readFileSync(made("copied")).equals(fs.readFileSync(open))).toBe(true);
  fs.rmSync(open);
  expect(exposedIn(folder)).toEqual([]);
});

test("files that an earlier version left open to others are closed at the next start, which says so", async () => {
  const dataDir = openFolder();
  await (await start(dataDir)).close();
  const file = path.join(dataDir, "castellan.db");
  const kept = `${file}.before-2026-01-01`;
  fs.copyFileSync(file, kept);
  for (const open of [file, kept]) fs.chmodSync(open, 0o644);
  const { exposed } = await start(dataDir);
  expect(exposed.map(({ path: place, mode }) => [place, mode])).toEqual([
    [file, "0644"],
    [kept, "0644"],
    [dataDir, "0755"],
  ]);
  expect(exposed[0]?.words).toMatch(
    /could get at .*castellan\.db \(mode 0644\)\. It is for its owner alone now/,
  );
  expect(exposed[2]?.words).toMatch(/chmod 700/);
  expect(exposedIn(dataDir)).toEqual([]);
});

test("a start names in one line of the log each thing that others could get at", async () => {
  const dataDir = openFolder();
  const lines: string[] = [];
  const runtime = await createRuntime(envOf({ DATA_DIR: dataDir }), {
    log: createLog("info", { write: (line) => lines.push(line) }),
  });
  onTestFinished(() => runtime.close());
  setRuntime(runtime);
  await startConsole();
  const told = lines.map((line) => JSON.parse(line)).filter(({ mode }) => mode !== undefined);
  expect(told).toMatchObject([{ path: dataDir, mode: "0755", msg: expect.stringMatching(/chmod 700/) }]);
});

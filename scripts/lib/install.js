import fs from "node:fs/promises";
import { toolEnvironment } from "./environment.js";
import { failure } from "./failure.js";
import { fingerprintOfTexts } from "./fingerprint.js";
import { withLock } from "./lock.js";
import { compilerSettings, installAdvice, nativeTarget, TRY_DATABASE_DRIVER } from "./native-module.js";
import { npmOfThisNode } from "./npm.js";
import { inRoot } from "./paths.js";
import { withProgress } from "./progress.js";
import { readStamp, writeStamp } from "./stamp.js";

/** @typedef {import("./processes.js").Processes} Processes */

const STAMP = inRoot("node_modules/.castellan.json");
const LOCK = inRoot(".cache/locks/install");
const DRIVER = inRoot("node_modules/better-sqlite3/build/Release/better_sqlite3.node");
const CHECK_DRIVER = { name: "The database driver", args: ["-e", TRY_DATABASE_DRIVER] };

const environment = () => ({ ...compilerSettings(), ...toolEnvironment(process.env) });

/**
 * Hash of everything in the two files that decides what is installed.
 * @param {string} packageJson
 * @param {string} lockfile
 */
export function packagesFingerprint(packageJson, lockfile) {
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } =
    JSON.parse(packageJson);
  const wanted = { dependencies, devDependencies, optionalDependencies, overrides, allowScripts };
  return fingerprintOfTexts([JSON.stringify(wanted), lockfile]);
}

/**
 * Whether npm has installed exactly what the lockfile says, by its own note in node_modules, which it writes
 * last. Packages for other systems are optional and may be missing.
 * @param {string} lockfile
 * @param {string} npmsNote
 */
export function isInstalled(lockfile, npmsNote) {
  const { packages: wanted } = JSON.parse(lockfile);
  const { packages: present } = JSON.parse(npmsNote);
  const isThere = (/** @type {string} */ place) =>
    present[place] === undefined
      ? wanted[place].optional === true || wanted[place].devOptional === true
      : present[place].version === wanted[place].version;
  const isWanted = (/** @type {string} */ place) => wanted[place] !== undefined;
  return (
    Object.keys(wanted).every((place) => place === "" || isThere(place)) &&
    Object.keys(present).every(isWanted)
  );
}

/** Whether somebody ran `npm install` by hand, so that there is nothing left to do. */
async function isInstalledByHand() {
  try {
    const files = [inRoot("package-lock.json"), inRoot("node_modules/.package-lock.json")];
    const [lockfile = "", npmsNote = ""] = await Promise.all(files.map((file) => fs.readFile(file, "utf8")));
    return isInstalled(lockfile, npmsNote);
  } catch {
    return false;
  }
}

/** @param {Processes} processes */
async function runNpmCi(processes) {
  const { code, output } = await processes.run({
    name: "npm ci",
    // Whatever NODE_ENV and npm's settings say: the tools that build the console are development packages.
    args: [
      npmOfThisNode(),
      "ci",
      // The one script that is allowed is that of the database driver, which installDriver runs.
      ...["--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"],
    ],
    env: environment(),
    output: "kept",
  });
  if (code === 0) return;
  const advice = installAdvice(output) ?? "npm's own words above say what is wrong.";
  // After some errors npm explains its whole command line.
  const said = output.replace(/^npm error (Clean install a project|Usage:)\n[\s\S]*/m, "");
  throw failure(
    `${said.trimEnd()}\n\nThe packages could not be installed (npm ci, exit code ${code}).`,
    advice,
  );
}

/**
 * The driver is compiled for one major version of Node: another one needs another binary.
 * @param {Processes} processes
 */
async function requireDatabaseDriver(processes) {
  const env = environment();
  const first = await processes.run({ ...CHECK_DRIVER, env, output: "kept" });
  if (first.code === 0) return;
  const rebuild = await withProgress("Making the database driver (minutes where it must be compiled)", () =>
    processes.run({
      name: "npm rebuild",
      args: [npmOfThisNode(), "rebuild", "better-sqlite3", "--ignore-scripts=false"],
      env,
      output: "kept",
    }),
  );
  const second = await processes.run({ ...CHECK_DRIVER, env, output: "kept" });
  if (second.code === 0) return;
  const said = rebuild.code === 0 ? second.output : rebuild.output;
  throw failure(
    `${said.trimEnd()}\n\nThe database driver (better-sqlite3) does not work with Node ${process.version}, and could not be made for it. No database was touched.`,
    installAdvice(`node-gyp ${said}`) ?? "",
  );
}

/**
 * Whether what was tried last is what is there now. The driver's own bytes count: somebody may have made it with another
 * Node.js, or lost it, and what was tried before then says nothing.
 * @param {Readonly<Record<string, unknown>>} stamp
 * @param {{ packages: string, native: string, driver: string | null }} present
 */
export function isUpToDate(stamp, present) {
  return (
    present.driver !== null &&
    stamp.packages === present.packages &&
    stamp.native === present.native &&
    stamp.driver === present.driver
  );
}

/** What is to be there, and whether all of it is. */
async function readState() {
  const [packageJson, lockfile, binary] = await Promise.all([
    fs.readFile(inRoot("package.json"), "utf8"),
    fs.readFile(inRoot("package-lock.json"), "utf8"),
    fs.readFile(DRIVER, "latin1").catch(() => null),
  ]);
  const present = {
    packages: packagesFingerprint(packageJson, lockfile),
    native: nativeTarget(),
    driver: binary === null ? null : fingerprintOfTexts([binary]),
  };
  const stamp = await readStamp(STAMP);
  const hasPackages = stamp.packages === present.packages;
  return { present, hasPackages, isFresh: isUpToDate(stamp, present) };
}

/** @param {() => Promise<void>} work */
async function unlessFresh(work) {
  if ((await readState()).isFresh) return;
  const onWait = (/** @type {number} */ pid) =>
    console.log(`› Waiting for process ${pid}, which is installing …`);
  await withLock(LOCK, { onWait }, work);
}

/**
 * Installs the packages of the lockfile when they are not installed; the database driver among them may not work yet.
 * @param {Processes} processes
 */
export async function installPackages(processes) {
  await unlessFresh(async () => {
    if ((await readState()).hasPackages || (await isInstalledByHand())) return;
    await withProgress("Installing packages (npm ci)", () => runNpmCi(processes));
  });
}

/**
 * Makes sure that the database driver works with this Node, once the packages are installed.
 * @param {Processes} processes
 */
export async function installDriver(processes) {
  await unlessFresh(async () => {
    if ((await readState()).isFresh) return;
    await requireDatabaseDriver(processes);
    await writeStamp(STAMP, (await readState()).present);
  });
}

/**
 * Installs all that a command needs. Nothing is run when nothing has changed.
 * @param {Processes} processes
 */
export async function install(processes) {
  await installPackages(processes);
  await installDriver(processes);
}

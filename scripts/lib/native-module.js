import fs from "node:fs";
import path from "node:path";
import process from "node:process";

/**
 * The folder with the headers of this very Node, when they came along with it: compiling then needs no download.
 * @param {{ execPath: string, version: string }} node
 * @returns {string | null}
 */
export function headersFolder({ execPath, version }) {
  const folder = path.resolve(execPath, "../..");
  try {
    const text = fs.readFileSync(path.join(folder, "include/node/node_version.h"), "utf8");
    const number = (/** @type {string} */ part) =>
      new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(text)?.[1];
    return `${number("MAJOR")}.${number("MINOR")}.${number("PATCH")}` === version ? folder : null;
  } catch {
    return null;
  }
}

/** Settings of npm that let a native module be compiled with the headers at hand. */
export function compilerSettings() {
  const { execPath, versions } = process;
  const folder = process.env.npm_config_nodedir ? null : headersFolder({ execPath, version: versions.node });
  return folder === null ? {} : { npm_config_nodedir: folder };
}

/** What a native module was compiled for, in one word. */
export function nativeTarget() {
  return `${process.platform}-${process.arch}-abi${process.versions.modules}`;
}

/** A program for `node -e` that loads the database driver and uses it once. */
export const TRY_DATABASE_DRIVER =
  'const Database = require("better-sqlite3"); new Database(":memory:").prepare("select 1").get();';

const PACKAGES = [
  "  Debian, Ubuntu        apt-get install build-essential python3",
  "  Fedora, RHEL          dnf install gcc-c++ make python3",
  "  Alpine                apk add build-base python3",
  "  macOS                 xcode-select --install",
  '  Windows               Visual Studio Build Tools with "Desktop development with C++", and Python 3',
];

/**
 * What to do about a failed `npm ci`, by what npm printed; `null` when that says nothing known.
 * @param {string} output
 */
export function installAdvice(output) {
  if (/gyp ERR!|node-gyp|prebuild-install|node-pre-gyp/.test(output)) {
    return [
      "The database driver (better-sqlite3) has no ready-made binary for this machine, or it could not be",
      "fetched, and it could not be compiled either. A C++ compiler, make and Python 3 are needed:",
      ...PACKAGES,
      "Then run the same command again.",
    ].join("\n");
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network request/.test(output)) {
    return [
      "npm could not reach its registry. Check the network, the proxy and npm's settings",
      "(npm config get registry; npm config get proxy), then run the same command again.",
    ].join("\n");
  }
  if (/EUSAGE/.test(output)) {
    return "package-lock.json does not fit package.json. Run `npm install`, and keep the change that it makes.";
  }
  if (/ENOSPC/.test(output)) return "The disk is full. Castellan's packages need about 1 GB.";
  if (/EACCES|EPERM/.test(output)) {
    return "npm may not write here. Make this folder yours (it must not belong to root), then run it again.";
  }
  return null;
}

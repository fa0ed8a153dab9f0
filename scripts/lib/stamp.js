import fs from "node:fs/promises";
import path from "node:path";

/**
 * A note that says what was made last, beside what was made. An unreadable one counts as none.
 * @param {string} file
 * @returns {Promise<Readonly<Record<string, unknown>>>}
 */
export async function readStamp(file) {
  try {
    const value = JSON.parse(await fs.readFile(file, "utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} value
 */
export async function writeStamp(file, value) {
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** @param {string} file */
export async function removeStamp(file) {
  await fs.rm(file, { force: true });
}

import "server-only";
import fs from "node:fs";
import path from "node:path";
import { keepOnDisk, makePrivateFolder, writePrivateFile } from "../private-files";
import { refuseToStart } from "../start-error";

/** Whether there is something of this name; a folder on the way that may not be entered is refused in words. */
export function isThere(file: string): boolean {
  return look(file) !== undefined;
}

/** The text of a key file that only its owner can read, and whose owner is us. */
export function readKeyFile(file: string): string {
  const stat = look(file);
  if (!stat) throw refuseToStart("keyMissing", `The key file ${file} does not exist. Nothing was written.`);
  if (!stat.isFile()) {
    throw refuseToStart(
      "key",
      `${file} is to be a key file, and is ${stat.isDirectory() ? "a folder" : "no file"}. Name the file with the key itself. Nothing was written.`,
    );
  }
  refuseExposed(file, stat);
  return read(file).trim();
}

function refuseExposed(file: string, { mode, uid }: fs.Stats): void {
  // Windows has no such bits; what stat reports there says nothing.
  if (process.platform === "win32") return;
  if ((mode & 0o077) !== 0) {
    throw refuseToStart(
      "keyExposed",
      `Others on this machine can read the key file ${file}. Run: chmod 600 ${file} — and consider the key as known to them. Nothing was written.`,
    );
  }
  if (process.getuid && uid !== process.getuid()) {
    throw refuseToStart(
      "keyExposed",
      `The key file ${file} belongs to another user than the one who starts the console. Run the console as that user, or change the owner. Nothing was written.`,
    );
  }
}

function look(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(/*turbopackIgnore: true*/ file, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(file, error);
  }
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Error {
  const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
  return refuseToStart(
    "key",
    `The key file ${file} cannot be read${code}. Let the user who starts the console read it and enter the folders above it. Nothing was written.`,
  );
}

/** Writes a new key file; never over one that is there. */
export function writeKeyFile(file: string, text: string): void {
  const folder = path.dirname(file);
  makePrivateFolder(folder);
  writePrivateFile(file, `${text}\n`);
  keepOnDisk(folder);
}

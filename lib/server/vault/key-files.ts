import "server-only";
import fs from "node:fs";
import path from "node:path";
import { keepOnDisk, makePrivateFolder, writePrivateFile } from "../private-files";
import { refuseToStart } from "../start-error";

/** The text of a key file that only its owner can read, and whose owner is us. */
export function readKeyFile(file: string): string {
  const stat = fs.statSync(file);
  // Windows has no such bits; what stat reports there says nothing.
  if (process.platform !== "win32") {
    if ((stat.mode & 0o077) !== 0) {
      throw refuseToStart(
        "keyExposed",
        `Others on this machine can read the key file ${file}. Run: chmod 600 ${file} — and consider the key as known to them. Nothing was written.`,
      );
    }
    if (process.getuid && stat.uid !== process.getuid()) {
      throw refuseToStart(
        "keyExposed",
        `The key file ${file} belongs to another user than the one who starts the console. Run the console as that user, or change the owner. Nothing was written.`,
      );
    }
  }
  return fs.readFileSync(file, "utf8").trim();
}

/** Writes a new key file; never over one that is there. */
export function writeKeyFile(file: string, text: string): void {
  const folder = path.dirname(file);
  makePrivateFolder(folder);
  writePrivateFile(file, `${text}\n`);
  keepOnDisk(folder);
}

import "server-only";
import fs from "node:fs";
import path from "node:path";
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
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const descriptor = fs.openSync(file, "wx", 0o600);
  try {
    fs.writeSync(descriptor, `${text}\n`);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  keepFolder(folder);
}

/** Makes what was written, renamed or removed in a folder last through a power cut. */
export function keepFolder(folder: string): void {
  // Windows opens no folders.
  if (process.platform === "win32") return;
  const descriptor = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

import "server-only";
import fs from "node:fs";
import path from "node:path";
import { hasRoom, mayWrite, noRoom, notWritable } from "../../machine-refusals";
import { refuseToStart, startRefusalOf } from "../../start-error";
import { type Trouble, troubleOf } from "../trouble";

const HEALTHY = "The database itself may well be whole: restore nothing.";
const RESTORE =
  "Keep the file as it is, with what stands beside it under its name, and restore the newest backup: npm run castellan -- restore <file> --replace. Nothing was written.";

/**
 * Why a start ends that could not use a SQLite database: by the cause, each with its own way out, because somebody who is
 * told to restore a healthy database loses what was written since the backup. Anything unknown stays as it is.
 */
export function refusalOfSqlite(error: unknown, file: string): unknown {
  if (startRefusalOf(error)) return error;
  const trouble = troubleOf(error);
  if (!trouble) return error;
  return byWhatIsThere(trouble, file) ?? byTrouble(trouble, file, error);
}

/** What SQLite says of a file that it may not open, or of a disk without room, is the same for several causes. */
function byWhatIsThere(trouble: Trouble, file: string): Error | undefined {
  if (!["full", "read-only", "unopenable", "disk"].includes(trouble)) return undefined;
  const folder = path.dirname(file);
  if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory())
    return refuseToStart(
      "environment",
      `${file} is a folder, not a database. Name a file in DATABASE_URL. Nothing was written.`,
    );
  if (!hasRoom(folder)) return noRoom(file);
  // SQLite writes beside its file too, and cannot even read without that.
  const closed = [file, `${file}-wal`, `${file}-shm`, folder].find((place) => !mayWrite(place));
  return closed === undefined ? undefined : notWritable(closed);
}

function byTrouble(trouble: Trouble, file: string, error: unknown): Error {
  const said = error instanceof Error ? error.message : String(error);
  switch (trouble) {
    case "full":
      return noRoom(file);
    case "read-only":
    case "moved":
      return notWritable(file);
    case "foreign":
      return refuseToStart(
        "database",
        `${file} is not a SQLite database. If DATABASE_URL or DATA_DIR names a file of something else, correct that. If it is the console's own, something has written over it. ${RESTORE}`,
      );
    case "damaged":
      return damaged(file, said);
    case "driver":
      return refuseToStart(
        "machine",
        `The database driver (better-sqlite3) does not work with this Node.js, ${process.version}: ${builtFor(said)} Start the console with npm start, which makes the driver for it, or run: npm rebuild better-sqlite3 --ignore-scripts=false. The database was not touched: nothing has to be restored.`,
      );
    case "locked":
      return refuseToStart(
        "machine",
        `Another program holds the database ${file} locked. Look which (fuser ${file}): a second console, a backup, or a tool that has it open. End it or wait for it, then start again. ${HEALTHY}`,
      );
    case "exhausted":
      return refuseToStart(
        "machine",
        `This machine has no memory or no file handles left to open ${file} (${said}). Raise the limits of the console's process, then start again. ${HEALTHY}`,
      );
    default:
      return refuseToStart(
        "machine",
        `${file} cannot be opened, read or written (${said}). Look at its disk, the file system and the system's own log; SQLite works on no network drive. ${HEALTHY}`,
      );
  }
}

/** Pages that do not hold together. */
export const damaged = (file: string, found: string): Error =>
  refuseToStart(
    "database",
    `The database ${file} is damaged: ${found}. Look at its disk first: what damaged it may do so again. ${RESTORE}`,
  );

/** Node.js's own words take four lines; the numbers are what tells versions apart. */
function builtFor(said: string): string {
  const [was, is] = [...said.matchAll(/NODE_MODULE_VERSION (\d+)/g)].map(([, number]) => number);
  if (!was || !is) return "it is not there, or was made for another machine.";
  return `it was made for Node.js of module version ${was}, and this one has ${is}.`;
}

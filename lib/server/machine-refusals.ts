import "server-only";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { refuseToStart } from "./start-error";

const ROOM_BYTES = 64 * 1024;

/** Whether the disk of a place has room for anything more; true where that cannot be told. */
export function hasRoom(place: string): boolean {
  try {
    const { bavail, bsize } = fs.statfsSync(place);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return true;
  }
}

/** Whether this process may write a file or into a folder; true for what is not there. */
export function mayWrite(place: string): boolean {
  try {
    fs.accessSync(place, fs.constants.W_OK);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && /^(EACCES|EPERM|EROFS)$/.test(String(error.code)));
  }
}

/** Who runs the console, and who owns what it may not write: what `chown` or `chmod` would change. */
export function whoMayNot(place: string): string {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  const us = process.getuid === undefined ? "" : ` The console runs as ${os.userInfo().username}`;
  if (!us || !stat) return us && `${us}.`;
  return `${us} (uid ${process.getuid?.()}); ${place} belongs to uid ${stat.uid}, mode ${(stat.mode & 0o777).toString(8).padStart(4, "0")}.`;
}

const NOTHING_LOST = "What is stored is as it was: nothing has to be restored.";

/** Of a disk without room. */
export const noRoom = (place: string): Error =>
  refuseToStart(
    "machine",
    `The disk of ${place} is full. Make room on it, then start again. ${NOTHING_LOST}`,
  );

/** Of a file or folder that the console's user may not write. */
export const notWritable = (place: string): Error =>
  refuseToStart(
    "machine",
    `The console may not write ${place}.${whoMayNot(place)} Give it to that user (chown), or start the console as its owner; a disk that is mounted for reading only has to be mounted for writing. ${NOTHING_LOST}`,
  );

/** A start that failed at a file or folder of the console's own, in words by its cause; undefined for anything else. */
export function refusalOfFile(error: unknown): Error | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return undefined;
  const place = String(error.path);
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
      return noRoom(place);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return notWritable(fs.existsSync(place) ? place : path.dirname(place));
    case "EMFILE":
    case "ENFILE":
      return refuseToStart(
        "machine",
        `This process may open no more files, ${place} among them. Raise its limit (ulimit -n), then start again. ${NOTHING_LOST}`,
      );
    case "ENOTDIR":
    case "EEXIST":
      return refuseToStart(
        "machine",
        `A folder is needed at ${place}, and a file is in its way. Name another folder in DATA_DIR, or move that file away. ${NOTHING_LOST}`,
      );
    case "EIO":
      return refuseToStart(
        "machine",
        `The disk of ${place} could not be read or written. Look at the disk and the system's own log. Restore a backup only if the disk has lost the file.`,
      );
    default:
      return undefined;
  }
}

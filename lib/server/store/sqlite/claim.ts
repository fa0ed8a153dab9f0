import "server-only";
import Sqlite from "better-sqlite3";
import { ensurePrivateFile } from "../../private-files";
import { refuseToStart } from "../../start-error";

/** A console that is just ending has this long. */
const ENDS_WITHIN_MS = 10_000;

/**
 * Has this process be the one console of a SQLite file until it ends, however it ends: the lock is the operating
 * system's, on a file beside it. Commands beside the console take none. Returns what gives it up before.
 */
export function claimSqlite(file: string, waitMs = ENDS_WITHIN_MS): () => void {
  const beside = `${file}-console`;
  ensurePrivateFile(beside);
  const lock = new Sqlite(beside, { timeout: waitMs, fileMustExist: true });
  try {
    lock.pragma("journal_mode = MEMORY");
    lock.exec("BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw refuseToStart(
      "database",
      `Another console works with ${file}, or ${beside} cannot be locked, as on some network file systems. A SQLite file is for one console, on a disk of its own machine: end the other one, or let both use PostgreSQL (DATABASE_URL).`,
    );
  }
  const release = () => void lock.close();
  // Keeps it from being collected, too.
  process.once("exit", release);
  return () => {
    process.removeListener("exit", release);
    release();
  };
}

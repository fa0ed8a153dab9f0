import "server-only";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { ensurePrivateFile, makePrivateFolder } from "../../private-files";
import { refuseToStart } from "../../start-error";
import {
  type DatabaseFacts,
  type Migration,
  readMigrations,
  refuseFailedMigration,
  refuseNewerDatabase,
} from "../migrations";
import { troubleOf } from "../trouble";
import { damaged, refusalOfSqlite } from "./refusals";

/** As `prisma migrate` would make it, so that `prisma migrate deploy` agrees about what is applied. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
  "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`;

/** Does something with a database file; where it cannot, the start is refused in words by the cause. */
function inFile<T>(file: string, options: Sqlite.Options, work: (database: Sqlite.Database) => T): T {
  let database: Sqlite.Database | undefined;
  try {
    database = new Sqlite(file, { ...options, fileMustExist: true });
    return work(database);
  } catch (error) {
    throw refusalOfSqlite(error, file);
  } finally {
    database?.close();
  }
}

const forLooking = (file: string): Sqlite.Options => ({ readonly: staysAsItIs(file) });

/** Looks at a database without changing it; undefined when there is none, or nothing sealed in it yet. */
export function inspectSqlite(file: string): DatabaseFacts | undefined {
  if (!fs.existsSync(file)) return undefined;
  return inFile(file, forLooking(file), (database) => {
    const table = database
      .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'data_keys'")
      .get();
    if (!table) return undefined;
    const rows = database
      .prepare<[], { rootKeyId: string }>('SELECT DISTINCT "rootKeyId" FROM "data_keys"')
      .all();
    const installationId = database
      .prepare<[], { id: string }>('SELECT "id" FROM "installation" LIMIT 1')
      .get()?.id;
    if (rows.length === 0 && installationId === undefined) return undefined;
    return { installationId, rootKeyIds: rows.map((row) => row.rootKeyId) };
  });
}

/** Refuses a database whose pages do not hold together, before anything is written into it. */
export function refuseDamagedSqlite(file: string): void {
  if (!fs.existsSync(file)) return;
  inFile(file, forLooking(file), (database) => {
    const found = database.pragma("quick_check(1)", { simple: true });
    if (found !== "ok") throw damaged(file, String(found).trim().replaceAll(/\s+/g, " "));
  });
}

/**
 * Whether a look at a database has to be by a connection that cannot write. Reading only, SQLite leaves -wal and -shm
 * files behind where none were; a connection that may write clears up.
 */
export const staysAsItIs = (file: string): boolean => fs.existsSync(`${file}-wal`);

/** The names of the migrations that a database has; it is not changed. */
export function appliedOnSqlite(file: string): ReadonlySet<string> {
  return inFile(file, forLooking(file), appliedMigrations);
}

/**
 * Brings the database up to the newest migration, in one transaction, and returns the names of those applied.
 * Two processes never migrate at once: the second one waits for the write lock and then finds nothing to do.
 */
export function migrateSqlite(file: string, folder: string): string[] {
  const known = readMigrations(folder);
  makePrivateFolder(path.dirname(file));
  ensurePrivateFile(file);
  return inFile(file, { timeout: 30_000 }, (database) => {
    // Before anything is written, and the journal's mode is written too.
    refuseNewerDatabase(appliedMigrations(database), known);
    requireWal(database.pragma("journal_mode = WAL", { simple: true }), file);
    database.pragma("synchronous = FULL");
    // Inside a transaction this pragma does nothing, and a table rebuild would cascade.
    database.pragma("foreign_keys = OFF");
    return applyPending(database, known);
  });
}

/** SQLite keeps the mode it had where it cannot have the other, and says so in its answer alone. */
function requireWal(mode: unknown, file: string): void {
  if (mode === "wal") return;
  throw refuseToStart(
    "database",
    `SQLite cannot keep a write-ahead log (WAL) beside ${file} (it answers "${mode}"), as on most network file systems. Put DATA_DIR on a disk of this machine, or use PostgreSQL (DATABASE_URL). Nothing was changed.`,
  );
}

function applyPending(database: Sqlite.Database, known: readonly Migration[]): string[] {
  const apply = database.transaction(() => {
    database.exec(MIGRATIONS_TABLE);
    const applied = appliedMigrations(database);
    refuseNewerDatabase(applied, known);
    const pending = known.filter((migration) => !applied.has(migration.name));
    if (pending.length === 0) return [];
    const alreadyBroken = hasBrokenReferences(database);
    for (const migration of pending) applyOne(database, migration);
    if (!alreadyBroken && hasBrokenReferences(database)) {
      throw refuseToStart(
        "database",
        "After the migration some rows would point nowhere. The database was left as it was; report this as a bug.",
      );
    }
    return pending.map((migration) => migration.name);
  });
  return apply.immediate();
}

/** Before a migration they are no fault of it: another program has changed the database, or a disk. */
function hasBrokenReferences(database: Sqlite.Database): boolean {
  const broken = database.pragma("foreign_key_check");
  return Array.isArray(broken) && broken.length > 0;
}

function applyOne(database: Sqlite.Database, { name, sql, checksum }: Migration): void {
  try {
    database.exec(sql);
  } catch (error) {
    // A disk without room is no fault of the migration.
    throw troubleOf(error) ? error : refuseFailedMigration(name, error);
  }
  const now = new Date().toISOString();
  database
    .prepare(
      'INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)',
    )
    .run(randomUUID(), checksum, now, name, now);
}

function appliedMigrations(database: Sqlite.Database): ReadonlySet<string> {
  const table = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get();
  if (!table) return new Set();
  const rows = database
    .prepare<[], { migration_name: string }>(
      'SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    .all();
  return new Set(rows.map((row) => row.migration_name));
}

import "server-only";
import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { z } from "zod";
import {
  copyPrivately,
  ensurePrivateFile,
  keepOnDisk,
  makePrivateFolder,
  putInPlace,
} from "../../private-files";
import { troubleOf } from "../trouble";

/** What a backup says of itself, in a table that is written last. */
export const backupManifest = z.object({
  format: z.literal("castellan-backup-1"),
  madeAt: z.string(),
  /** The newest migration that its database has. */
  schemaVersion: z.string(),
  rootKeyFingerprint: z.string(),
  dataKeyIds: z.array(z.string()),
  /** Rows by table. */
  counts: z.record(z.string(), z.number().int()),
  auditHead: z.object({ sequence: z.number().int(), mac: z.string().nullable() }).nullable(),
});
export type BackupManifest = z.infer<typeof backupManifest>;

const MANIFEST_TABLE = "castellan_backup";

/** What a backup is told to say of itself. */
export type AboutBackup = Pick<BackupManifest, "madeAt" | "rootKeyFingerprint">;

/**
 * Makes a backup of what `fill` puts into an empty file: writes the manifest into it last, and then gives it its name.
 * Half-made it has another name and no manifest. Throws when there is a file of this name.
 */
export async function writeBackup(
  fill: (partial: string) => void | Promise<void>,
  file: string,
  about: AboutBackup,
): Promise<BackupManifest> {
  const partial = `${file}.partial`;
  makePrivateFolder(path.dirname(file));
  removeDatabase(partial);
  ensurePrivateFile(partial);
  try {
    await fill(partial);
    const manifest = addManifest(partial, about);
    keepOnDisk(partial);
    putInPlace(partial, file);
    keepOnDisk(path.dirname(file));
    return manifest;
  } finally {
    removeDatabase(partial);
  }
}

/** Copies a SQLite database that may be in use, in the state of one moment. */
export function vacuumInto(database: string, partial: string): void {
  const source = new Sqlite(database, { timeout: 30_000, fileMustExist: true });
  try {
    source.prepare("VACUUM INTO ?").run(partial);
  } finally {
    source.close();
  }
}

function addManifest(file: string, about: AboutBackup): BackupManifest {
  const copy = new Sqlite(file, { fileMustExist: true });
  try {
    // One file, with nothing beside it.
    copy.pragma("journal_mode = DELETE");
    copy.pragma("synchronous = FULL");
    const manifest: BackupManifest = { format: "castellan-backup-1", ...about, ...describeCopy(copy) };
    copy.transaction(() => {
      copy.exec(`CREATE TABLE "${MANIFEST_TABLE}" ("manifest" TEXT NOT NULL)`);
      copy.prepare(`INSERT INTO "${MANIFEST_TABLE}" VALUES (?)`).run(JSON.stringify(manifest));
    })();
    return manifest;
  } finally {
    copy.close();
  }
}

function describeCopy(
  copy: Sqlite.Database,
): Pick<BackupManifest, "schemaVersion" | "dataKeyIds" | "counts" | "auditHead"> {
  const one = <Row>(sql: string) => copy.prepare<[], Row>(sql).get();
  const tables = copy
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '${MANIFEST_TABLE}' ORDER BY name`,
    )
    .all();
  const counts = tables.map(
    ({ name }) => [name, one<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)?.n ?? 0] as const,
  );
  const head = one<{ sequence: number; mac: string | null }>(
    'SELECT sequence, mac FROM "audit_entries" ORDER BY sequence DESC LIMIT 1',
  );
  return {
    schemaVersion:
      one<{ name: string }>(
        'SELECT max(migration_name) AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL',
      )?.name ?? "",
    dataKeyIds: copy
      .prepare<[], { id: string }>('SELECT id FROM "data_keys" ORDER BY "createdAt", id')
      .all()
      .map(({ id }) => id),
    counts: Object.fromEntries(counts),
    auditHead: head ?? null,
  };
}

/**
 * Copies a backup to a place where it may be opened, and holds it against its manifest, which the copy then lacks.
 * Says in words what is wrong with it when it is not a whole backup; then there is no copy.
 */
export function readBackup(
  file: string,
  copyTo: string,
): { readonly manifest: BackupManifest } | { readonly problem: string } {
  if (!fs.existsSync(file)) return { problem: `There is no file ${file}.` };
  fs.rmSync(copyTo, { force: true });
  copyPrivately(file, copyTo);
  const problem = (text: string) => {
    removeDatabase(copyTo);
    return { problem: text };
  };
  let copy: Sqlite.Database | undefined;
  try {
    copy = new Sqlite(copyTo, { fileMustExist: true });
    const table = copy.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(MANIFEST_TABLE);
    if (!table)
      return problem(`${file} has no manifest: it is not a whole backup that \`castellan backup\` has made.`);
    const row = copy.prepare<[], { manifest: string }>(`SELECT manifest FROM "${MANIFEST_TABLE}"`).get();
    const manifest = backupManifest.parse(JSON.parse(row?.manifest ?? "null"));
    const integrity = copy.pragma("integrity_check", { simple: true });
    if (integrity !== "ok") return problem(`${file} is damaged: ${String(integrity)}.`);
    const { counts, ...found } = describeCopy(copy);
    const wrong = Object.keys({ ...counts, ...manifest.counts }).filter(
      (name) => counts[name] !== manifest.counts[name],
    );
    if (wrong.length > 0)
      return problem(`${file} does not hold what its manifest says: ${wrong.join(", ")} differ.`);
    if (JSON.stringify(found.auditHead) !== JSON.stringify(manifest.auditHead))
      return problem(`${file} does not hold what its manifest says: the audit log ends elsewhere.`);
    copy.exec(`DROP TABLE "${MANIFEST_TABLE}"`);
    return { manifest };
  } catch {
    return problem(
      `${file} cannot be read as a backup: it is damaged, cut short, or something else altogether.`,
    );
  } finally {
    copy?.close();
  }
}

/**
 * Ends what was under way when the backup was made: sessions, set-up links, work that somebody had taken on. Where it is
 * restored, nothing goes out until an administrator has said which installation this is: the one that the backup is of
 * may be at work still.
 */
export function endWhatWasUnderWay(file: string, now: Date, because: string): void {
  const database = new Sqlite(file, { fileMustExist: true });
  try {
    database.transaction(() => {
      for (const table of ["sessions", "setup_links", "leases"]) database.exec(`DELETE FROM "${table}"`);
      database
        .prepare(
          'UPDATE "installation" SET "outwardHeldSince" = ?, "outwardHeldBecause" = ?, "outwardAnswer" = NULL, "outwardAnsweredAt" = NULL, "outwardAnsweredBy" = NULL',
        )
        .run(now.toISOString().replace("Z", "+00:00"), because);
    })();
  } finally {
    database.close();
  }
}

/** Whether nobody has a SQLite database open; then everything is in its one file, unless that is damaged. */
export function isUnused(file: string): boolean {
  const database = new Sqlite(file, { timeout: 0, fileMustExist: true });
  try {
    // Leaving WAL needs the file for oneself alone.
    return database.pragma("journal_mode = DELETE", { simple: true }) === "delete";
  } catch (error) {
    const trouble = troubleOf(error);
    // Nobody can work on it, and a backup is what it needs.
    return trouble === "damaged" || trouble === "foreign";
  } finally {
    database.close();
  }
}

/** Puts a database in the place of another one, of which a copy stays under the name given; never is there none. */
export function switchDatabase(from: string, to: string, keepAs: string): void {
  keepOnDisk(from);
  // What a damaged database has left beside it would be read into the one that comes.
  for (const end of ["-wal", "-shm", "-journal"])
    if (fs.existsSync(`${to}${end}`)) fs.renameSync(`${to}${end}`, `${keepAs}${end}`);
  if (fs.existsSync(to)) fs.linkSync(to, keepAs);
  fs.renameSync(from, to);
  keepOnDisk(path.dirname(to));
}

export function removeDatabase(file: string): void {
  for (const end of ["", "-wal", "-shm", "-journal"]) fs.rmSync(`${file}${end}`, { force: true });
}

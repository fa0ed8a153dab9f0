import "server-only";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { refuseToStart } from "../start-error";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** As `prisma migrate` reckons it. */
  readonly checksum: string;
}

/** What a database tells before anything is opened for writing. */
export interface DatabaseFacts {
  /** Undefined where its row is gone although there are data keys. */
  readonly installationId: string | undefined;
  /** Fingerprints of the root keys that its data keys are wrapped with. */
  readonly rootKeyIds: readonly string[];
}

/** The migrations of a folder, oldest first. */
export function readMigrations(folder: string): Migration[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

export function refuseNewerDatabase(applied: ReadonlySet<string>, known: readonly Migration[]): void {
  const names = new Set(known.map((migration) => migration.name));
  const newer = [...applied].filter((name) => !names.has(name));
  if (newer.length > 0) {
    throw refuseToStart(
      "databaseNewer",
      `The database is newer than this program: it has ${newer.join(", ")}. Start the newer version of Castellan. Nothing was written.`,
    );
  }
}

export function refuseFailedMigration(name: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return refuseToStart("database", `Migration ${name} failed: ${reason}. The database was left as it was.`);
}

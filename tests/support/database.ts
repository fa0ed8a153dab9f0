import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { inject, test } from "vitest";
import type { DatabaseLocation } from "@/lib/env/database-location";
import { migrateSqlite } from "@/lib/server/store/sqlite/migrate";
import { inRoot } from "@/scripts/lib/paths.js";
import { newPostgresqlDatabase } from "./postgresql/databases";
import { postgresqlSql } from "./postgresql/sql";

export const SQLITE_MIGRATIONS = inRoot("prisma/migrations");

/** Which database this run is about; vitest.config.ts has a project for each. */
const databaseKind: DatabaseLocation["kind"] =
  process.env.CASTELLAN_TEST_DATABASE === "postgresql" ? "postgresql" : "sqlite";

/** For what means something on SQLite only. */
export const testOnSqlite = test.runIf(databaseKind === "sqlite");

/** Looks into a database, or meddles with it. Written for SQLite; names with capitals need no quotes. */
export type Sql = (statement: string, ...parameters: unknown[]) => Record<string, unknown>[];

export interface TestDatabase {
  readonly location: DatabaseLocation;
  /** What a console needs to be told to use it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Only once the console has opened it. */
  readonly sql: Sql;
  /** All that is stored, to be searched for what must not be. */
  content(): string;
  /** Gone, with all that is in it. */
  remove(): Promise<void>;
}

/** A database of its own, of the kind that this run is about, up to date or empty; in the folder, where it is a file. */
export async function newDatabase(folder: string, { empty = false } = {}): Promise<TestDatabase> {
  return databaseKind === "sqlite" ? newSqliteFile(folder, empty) : newDatabaseOnServer(empty);
}

/** A migrated database to copy from: quicker than migrating each. */
let template: Buffer | undefined;

function makeTemplate(): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-template-"));
  try {
    const file = path.join(folder, "castellan.db");
    migrateSqlite(file, SQLITE_MIGRATIONS);
    return fs.readFileSync(file);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function newSqliteFile(folder: string, empty: boolean): TestDatabase {
  const file = path.join(folder, "castellan.db");
  if (!empty) {
    template ??= makeTemplate();
    fs.writeFileSync(file, template, { mode: 0o600 });
  }
  let database: Sqlite.Database | undefined;
  return {
    location: { kind: "sqlite", file },
    variables: { DATABASE_URL: `file:${file}` },
    sql: (statement, ...parameters) => {
      database ??= new Sqlite(file, { timeout: 5000, fileMustExist: true });
      const prepared = database.prepare<unknown[], Record<string, unknown>>(statement);
      if (prepared.reader) return prepared.all(...parameters);
      prepared.run(...parameters);
      return [];
    },
    content: () => ["", "-wal"].map((end) => fs.readFileSync(`${file}${end}`, "latin1")).join(""),
    async remove() {
      database?.close();
      for (const end of ["", "-wal", "-shm"]) fs.rmSync(`${file}${end}`, { force: true });
    },
  };
}

async function newDatabaseOnServer(empty: boolean): Promise<TestDatabase> {
  const { url, drop } = await newPostgresqlDatabase(inject("postgresqlUrl"), { empty });
  const { sql, close } = postgresqlSql(url);
  return {
    location: { kind: "postgresql", url },
    variables: { DATABASE_URL: url, CASTELLAN_ENCRYPTION_KEY: randomBytes(32).toString("base64") },
    sql,
    content: () =>
      sql("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'")
        .map(({ name }) => JSON.stringify(sql(`SELECT * FROM "${name}"`)))
        .join("\n"),
    async remove() {
      close();
      await drop();
    },
  };
}

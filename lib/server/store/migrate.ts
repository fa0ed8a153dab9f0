import "server-only";
import path from "node:path";
import type { DatabaseLocation } from "@/lib/env/database-location";
import { type DatabaseFacts, readMigrations } from "./migrations";
import { withClient } from "./postgresql/client";
import { appliedOnPostgresql, inspectPostgresql, migratePostgresql } from "./postgresql/migrate";
import { claimSqlite } from "./sqlite/claim";
import { appliedOnSqlite, inspectSqlite, migrateSqlite, refuseDamagedSqlite } from "./sqlite/migrate";

const folders = { sqlite: "prisma/migrations", postgresql: "prisma/postgresql/migrations" };

/** Looks at a database without changing it; undefined when there is none, or nothing sealed in it yet. */
export async function inspectDatabase(location: DatabaseLocation): Promise<DatabaseFacts | undefined> {
  return location.kind === "sqlite" ? inspectSqlite(location.file) : inspectPostgresql(location.url);
}

/** Refuses a database whose file is damaged, before anything is written. PostgreSQL looks after its own files. */
export function refuseDamaged(location: DatabaseLocation): void {
  if (location.kind === "sqlite") refuseDamagedSqlite(location.file);
}

/** The migrations that a database lacks; it is not changed. */
export async function pendingMigrations(location: DatabaseLocation): Promise<string[]> {
  const known = readMigrations(path.resolve(folders[location.kind])).map(({ name }) => name);
  const applied =
    location.kind === "sqlite"
      ? appliedOnSqlite(location.file)
      : await withClient(location.url, appliedOnPostgresql);
  return known.filter((name) => !applied.has(name));
}

/** Brings the database up to the newest migration, all or nothing, and returns the names of those applied. */
export async function migrate(location: DatabaseLocation): Promise<string[]> {
  const folder = path.resolve(folders[location.kind]);
  return location.kind === "sqlite"
    ? migrateSqlite(location.file, folder)
    : migratePostgresql(location.url, folder);
}

/** Before a console works with a database that only one may have; several may share the other kind. */
export function claimDatabase(location: DatabaseLocation): () => void {
  return location.kind === "sqlite" ? claimSqlite(location.file) : () => undefined;
}

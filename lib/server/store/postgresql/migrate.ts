import "server-only";
import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { refuseToStart } from "../../start-error";
import {
  type DatabaseFacts,
  type Migration,
  readMigrations,
  refuseFailedMigration,
  refuseNewerDatabase,
} from "../migrations";
import { withClient } from "./client";

/** As `prisma migrate` would make it, so that `prisma migrate deploy` agrees about what is applied. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/** The advisory lock under which `prisma migrate` works, too. */
const MIGRATION_LOCK = 72_707_369;
const WAIT_FOR_OTHERS = "60s";

/** Looks at a database without changing it; undefined when nothing is sealed in it yet. */
export function inspectPostgresql(url: string): Promise<DatabaseFacts | undefined> {
  return withClient(url, async (client) => {
    await client.query("BEGIN READ ONLY");
    if (!(await hasTable(client, "data_keys"))) return undefined;
    const { rows } = await client.query<{ rootKeyId: string }>(
      'SELECT DISTINCT "rootKeyId" FROM "data_keys"',
    );
    const installations = await client.query<{ id: string }>('SELECT "id" FROM "installation" LIMIT 1');
    const installationId = installations.rows[0]?.id;
    if (rows.length === 0 && installationId === undefined) return undefined;
    return { installationId, rootKeyIds: rows.map((row) => row.rootKeyId) };
  });
}

/**
 * Brings the database up to the newest migration, in one transaction, and returns the names of those applied. Two
 * instances never migrate at once: the second one waits for the lock and then finds nothing to do.
 */
export function migratePostgresql(url: string, folder: string): Promise<string[]> {
  const known = readMigrations(folder);
  return withClient(url, async (client) => {
    refuseNewerDatabase(await appliedOnPostgresql(client), known);
    await client.query("BEGIN");
    await takeTurn(client);
    await client.query(MIGRATIONS_TABLE);
    const applied = await appliedOnPostgresql(client);
    refuseNewerDatabase(applied, known);
    const pending = known.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) await applyOne(client, migration);
    await client.query("COMMIT");
    return pending.map((migration) => migration.name);
  });
}

async function takeTurn(client: Client): Promise<void> {
  try {
    await client.query(`SET LOCAL lock_timeout = '${WAIT_FOR_OTHERS}'`);
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "55P03")) throw error;
    throw refuseToStart(
      "database",
      `Another instance has been migrating the database for more than ${WAIT_FOR_OTHERS}. Look at that one, then start again. Nothing was written.`,
    );
  }
}

async function applyOne(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    throw refuseFailedMigration(name, error);
  }
  await client.query(
    'INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count") VALUES ($1, $2, now(), $3, now(), 1)',
    [randomUUID(), checksum, name],
  );
}

export async function appliedOnPostgresql(client: Client): Promise<ReadonlySet<string>> {
  if (!(await hasTable(client, "_prisma_migrations"))) return new Set();
  const { rows } = await client.query<{ migration_name: string }>(
    'SELECT "migration_name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL',
  );
  return new Set(rows.map((row) => row.migration_name));
}

async function hasTable(client: Client, name: string): Promise<boolean> {
  const { rows } = await client.query("SELECT 1 WHERE to_regclass($1) IS NOT NULL", [`"${name}"`]);
  return rows.length === 1;
}

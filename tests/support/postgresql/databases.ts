import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { Client } from "pg";
import { migratePostgresql } from "@/lib/server/store/postgresql/migrate";
import { inRoot } from "@/scripts/lib/paths.js";

export const POSTGRESQL_MIGRATIONS = inRoot("prisma/postgresql/migrations");

const TEMPLATE = "castellan_template";

const withDatabase = (serverUrl: string, database: string) => {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
};

async function inDatabase<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return await work(client).finally(() => client.end());
}

const onServer = (serverUrl: string, statement: string) =>
  inDatabase(serverUrl, async (client) => {
    await client.query(statement);
  });

/** A migrated database to copy from: many times quicker than migrating each. */
export async function makeTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, `CREATE DATABASE ${TEMPLATE}`);
  await migratePostgresql(withDatabase(serverUrl, TEMPLATE), POSTGRESQL_MIGRATIONS);
}

/** Hundreds of files are copied for a new database; emptying one that a test is done with is many times quicker. */
const emptied: string[] = [];

/**
 * Who is still connected is waited for until it is gone: what it holds would be a deadlock. The order of numbers begins
 * anew, too: a test may count on the first.
 */
const EMPTY_IT = `DO $$ DECLARE one record; BEGIN
  PERFORM pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
    LOOP EXECUTE format('DELETE FROM %I', one.tablename); END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences;
END $$`;

const TRIGGERS = `SELECT tgrelid::regclass::text AS of, tgname, tgenabled FROM pg_trigger
  WHERE NOT tgisinternal ORDER BY 1, 2`;

const triggersIn = async (client: Client): Promise<unknown[]> => (await client.query(TRIGGERS)).rows;

/** Of every copy of the template. */
let triggersAtFirst: Promise<unknown[]> | undefined;

/** Whether it can be used again: a test that breaks a table leaves a trigger, and nobody else gets that database. */
const emptyUnlessBroken = (url: string): Promise<boolean> =>
  inDatabase(url, async (client) => {
    if (!isDeepStrictEqual(await triggersIn(client), await triggersAtFirst)) return false;
    await client.query(EMPTY_IT);
    return true;
  });

/** A database of its own; up to date, or empty. */
export async function newPostgresqlDatabase(serverUrl: string, { empty = false } = {}) {
  const used = empty ? undefined : emptied.pop();
  const name = used ?? `test_${randomUUID().replaceAll("-", "")}`;
  const url = withDatabase(serverUrl, name);
  if (used === undefined) {
    await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${empty ? "template0" : TEMPLATE}`);
  }
  if (!empty) {
    triggersAtFirst ??= inDatabase(url, triggersIn);
    await triggersAtFirst;
  }
  return {
    url,
    async drop() {
      if (!empty && (await emptyUnlessBroken(url))) emptied.push(name);
      else await onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

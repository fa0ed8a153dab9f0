/** @module-tag store */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, inject, onTestFinished, test } from "vitest";
import { readMigrations } from "@/lib/server/store/migrations";
import { inspectPostgresql, migratePostgresql } from "@/lib/server/store/postgresql/migrate";
import { migrateSqlite } from "@/lib/server/store/sqlite/migrate";
import { temporaryFolder } from "@/tests/support/console";
import { SQLITE_MIGRATIONS } from "@/tests/support/database";
import { newPostgresqlDatabase, POSTGRESQL_MIGRATIONS } from "@/tests/support/postgresql/databases";
import { postgresqlSql } from "@/tests/support/postgresql/sql";

const own = readMigrations(POSTGRESQL_MIGRATIONS).map(({ name }) => name);

async function database({ empty = true } = {}) {
  const { url, drop } = await newPostgresqlDatabase(inject("postgresqlUrl"), { empty });
  const { sql, close } = postgresqlSql(url);
  onTestFinished(async () => {
    close();
    await drop();
  });
  return { url, sql };
}

type Sql = Awaited<ReturnType<typeof database>>["sql"];

/** The first migrations only, and further ones. */
function migrationsOf(count: number, further: Record<string, string> = {}): string {
  const folder = path.join(temporaryFolder(), "migrations");
  for (const name of own.slice(0, count))
    fs.cpSync(path.join(POSTGRESQL_MIGRATIONS, name), path.join(folder, name), { recursive: true });
  for (const [name, sql] of Object.entries(further)) {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    fs.writeFileSync(path.join(folder, name, "migration.sql"), sql);
  }
  return folder;
}

const formOf = (sql: Sql) =>
  sql(
    "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
  );

test("an empty database becomes one of the newest form, and migrating again does nothing", async () => {
  const { url, sql } = await database();
  expect(await migratePostgresql(url, POSTGRESQL_MIGRATIONS)).toEqual(own);
  const form = formOf(sql);
  expect(form.length).toBeGreaterThan(50);
  expect(await migratePostgresql(url, POSTGRESQL_MIGRATIONS)).toEqual([]);
  expect(formOf(sql)).toEqual(form);
});

test("it has the tables and columns of the SQLite database, with the same ones filled in always", async () => {
  const { sql } = await database({ empty: false });
  const file = path.join(temporaryFolder(), "castellan.db");
  migrateSqlite(file, SQLITE_MIGRATIONS);
  const sqlite = new Sqlite(file);
  onTestFinished(() => {
    sqlite.close();
  });
  const ofSqlite = sqlite
    .prepare<[], { table: string; column: string; required: number }>(
      `SELECT t.name AS "table", c.name AS "column", max(c."notnull", c.pk > 0) AS required
       FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%'`,
    )
    .all()
    .map(({ table, column, required }) => `${table}.${column}${required ? "" : "?"}`);
  const ofPostgresql = formOf(sql)
    .filter(({ table_name: table }) => !String(table).startsWith("_"))
    .map((row) => `${row.table_name}.${row.column_name}${row.is_nullable === "NO" ? "" : "?"}`);
  expect(ofPostgresql.sort()).toEqual(ofSqlite.sort());
  const indexesOf = (rows: readonly Record<string, unknown>[]) => rows.map(({ name }) => String(name)).sort();
  expect(
    indexesOf(
      sql(
        "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%pkey'",
      ),
    ),
  ).toEqual(
    indexesOf(
      sqlite
        .prepare<[], { name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%'",
        )
        .all(),
    ),
  );
});

test("every text is ordered by its bytes, whatever language the server was made for", async () => {
  const { sql } = await database({ empty: false });
  const texts = formOf(sql).filter(
    ({ table_name: table, data_type: type }) => type === "text" && table !== "_prisma_migrations",
  );
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.filter(({ collation_name: collation }) => collation !== "C")).toEqual([]);
  // The tests' server is made for English: there, capitals and accents count last.
  expect(sql("SELECT 'a' < 'B' AS language, 'a' COLLATE \"C\" < 'B' AS bytes")).toEqual([
    { language: 1, bytes: 0 },
  ]);
});

test("from every earlier version a database with data in it comes up to the newest form", {
  // One database for each version there was.
  timeout: 120_000,
  tags: "night",
}, async () => {
  const { sql: newest } = await database({ empty: false });
  for (let count = 1; count < own.length; count += 1) {
    const { url, sql } = await database();
    await migratePostgresql(url, migrationsOf(count));
    sql("INSERT INTO people (id, email, name, role, passwordHash) VALUES ('p', 'e', 'n', 'admin', 'h')");
    sql("INSERT INTO data_keys (id, wrapped, rootKeyId) VALUES ('k', 'w', 'r')");
    sql(
      "INSERT INTO audit_entries (id, at, action, actorName, actorEmail, requestId) VALUES ('a', now(), 'x', 'n', 'e', 'r')",
    );
    expect(await migratePostgresql(url, POSTGRESQL_MIGRATIONS)).toEqual(own.slice(count));
    expect(formOf(sql)).toEqual(formOf(newest));
    expect(sql("SELECT id, email, passwordHash FROM people")).toEqual([
      { id: "p", email: "e", passwordHash: "h" },
    ]);
    expect(await inspectPostgresql(url)).toEqual({ rootKeyIds: ["r"] });
    expect(sql("SELECT sequence, actorName FROM audit_entries")).toEqual([{ sequence: 1, actorName: "n" }]);
  }
});

test("what was applied is written down as prisma migrate would have done", async () => {
  const { sql } = await database({ empty: false });
  expect(sql("SELECT * FROM _prisma_migrations ORDER BY migration_name")).toEqual(
    own.map((name) => ({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: createHash("sha256")
        .update(fs.readFileSync(path.join(POSTGRESQL_MIGRATIONS, name, "migration.sql")))
        .digest("hex"),
      finished_at: expect.any(String),
      migration_name: name,
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(String),
      applied_steps_count: 1,
    })),
  );
});

test("many instances that start at once migrate once", async () => {
  const { url } = await database();
  const applied = await Promise.all(
    Array.from({ length: 6 }, () => migratePostgresql(url, POSTGRESQL_MIGRATIONS)),
  );
  expect(applied.filter((names) => names.length > 0)).toEqual([own]);
});

test("a migration that fails leaves the database as it was, with those before it undone too", async () => {
  const { url, sql } = await database({ empty: false });
  const form = formOf(sql);
  const folder = migrationsOf(own.length, {
    "99990101000000_good": "CREATE TABLE good (id TEXT);",
    "99990102000000_bad": "CREATE TABLE half (id TEXT); INSERT INTO nowhere VALUES (1);",
  });
  await expect(migratePostgresql(url, folder)).rejects.toThrow(
    /99990102000000_bad failed: .*nowhere.*left as it was/,
  );
  expect(formOf(sql)).toEqual(form);
  expect(await migratePostgresql(url, POSTGRESQL_MIGRATIONS)).toEqual([]);
});

test("a database newer than the program is refused and not touched", async () => {
  const { url, sql } = await database();
  await migratePostgresql(
    url,
    migrationsOf(own.length, { "99990101000000_future": "CREATE TABLE future (id TEXT);" }),
  );
  const form = formOf(sql);
  await expect(migratePostgresql(url, POSTGRESQL_MIGRATIONS)).rejects.toThrow(
    /newer than this program: it has 99990101000000_future/,
  );
  expect(formOf(sql)).toEqual(form);
});

test("looking at a database that is not migrated writes nothing", async () => {
  const { url, sql } = await database();
  expect(await inspectPostgresql(url)).toBeUndefined();
  expect(formOf(sql)).toEqual([]);
});

test("a server that is not there is told in words, without the password", async () => {
  const failing = inspectPostgresql("postgresql://ada:canary@127.0.0.1:1/castellan");
  await expect(failing).rejects.toThrow(/cannot be reached: .*ECONNREFUSED.*Nothing was written/);
  await expect(failing).rejects.not.toThrow(/canary/);
});

test("the audit log takes new entries, and refuses changes, deletions and emptying to whoever holds a connection", async () => {
  const { sql } = await database({ empty: false });
  const add =
    "INSERT INTO audit_entries (id, at, action, actorName, actorEmail, requestId) VALUES ('a', now(), 'x', 'n', 'e', 'r')";
  sql(add);
  for (const statement of [
    "UPDATE audit_entries SET actorName = 'somebody else'",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries CASCADE",
    `${add} ON CONFLICT (id) DO UPDATE SET actorName = 'somebody else'`,
  ])
    expect(() => sql(statement), statement).toThrow(/append-only/);
  expect(sql("SELECT actorName FROM audit_entries")).toEqual([{ actorName: "n" }]);
});

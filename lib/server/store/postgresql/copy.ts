import "server-only";
import Sqlite from "better-sqlite3";
import type { Client } from "pg";
import { withClient } from "./client";

const ROWS_AT_ONCE = 1000;
/** Each database has its own, of migrations that are called otherwise. */
const MIGRATIONS_TABLE = "_prisma_migrations";

/**
 * Copies all rows of a PostgreSQL database, as they are at one moment, into an empty SQLite database of the same form.
 * Writers go on meanwhile.
 */
export function copyOut(url: string, file: string): Promise<void> {
  return withClient(url, async (client) => {
    const copy = new Sqlite(file, { fileMustExist: true });
    try {
      copy.pragma("foreign_keys = OFF");
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      copy.exec("BEGIN");
      for (const table of tablesOf(copy)) await copyTableOut(client, copy, table);
      copy.exec("COMMIT");
    } finally {
      copy.close();
    }
  });
}

async function copyTableOut(client: Client, copy: Sqlite.Database, table: string): Promise<void> {
  const columns = columnsOf(copy, table);
  const types = await typesOf(client, table);
  const insert = copy.prepare(
    `INSERT INTO "${table}" (${quoted(columns)}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  const selected = columns.map((column) => asSqliteKeeps(column, types.get(column))).join(", ");
  await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${selected} FROM "${table}"`);
  for (;;) {
    const { rows } = await client.query<unknown[]>({
      text: `FETCH ${ROWS_AT_ONCE} FROM rows`,
      rowMode: "array",
    });
    for (const row of rows) insert.run(...row);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query("CLOSE rows");
}

/** As Prisma's adapter writes it: times in ISO 8601, and numbers for yes and no. */
function asSqliteKeeps(column: string, type: string | undefined): string {
  if (type?.startsWith("timestamp")) return `to_char("${column}", 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')`;
  return type === "boolean" ? `"${column}"::int` : `"${column}"`;
}

async function typesOf(client: Client, table: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; type: string }>(
    "SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1",
    [table],
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

/**
 * Puts all rows of a SQLite database in the place of those of a PostgreSQL database of the same form, in one transaction:
 * whatever goes wrong, it is as before.
 */
export function copyIn(file: string, url: string): Promise<void> {
  return withClient(url, async (client) => {
    const copy = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      const tables = referredFirst(copy, tablesOf(copy));
      await client.query("BEGIN");
      // The audit log lets nothing go; here it goes as a whole, and another whole one comes.
      for (const table of tables) await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
      await client.query(`TRUNCATE ${quoted(tables)}`);
      for (const table of tables) await copyTableIn(client, copy, table);
      for (const table of tables) await client.query(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
      await client.query("COMMIT");
    } finally {
      copy.close();
    }
  });
}

async function copyTableIn(client: Client, copy: Sqlite.Database, table: string): Promise<void> {
  const columns = quoted(columnsOf(copy, table));
  const insert = `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1)`;
  let batch: unknown[] = [];
  const send = async () => {
    if (batch.length > 0) await client.query(insert, [JSON.stringify(batch, storable)]);
    batch = [];
  };
  for (const row of copy.prepare(`SELECT ${columns} FROM "${table}"`).iterate()) {
    batch.push(row);
    if (batch.length === ROWS_AT_ONCE) await send();
  }
  await send();
}

/** As storable-text.ts does. */
const storable = (_: string, value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\0", "\uFFFD") : value;

/** Whether a console has the database open. */
export function isInUse(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'castellan' LIMIT 1",
    );
    return rows.length > 0;
  });
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

function tablesOf(copy: Sqlite.Database): string[] {
  const rows = copy
    .prepare<[string], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ? ORDER BY name",
    )
    .all(MIGRATIONS_TABLE);
  return rows.map(({ name }) => name);
}

const columnsOf = (copy: Sqlite.Database, table: string): string[] =>
  copy
    .prepare<[string], { name: string }>("SELECT name FROM pragma_table_info(?)")
    .all(table)
    .map(({ name }) => name);

/** In an order in which each row that another one points to is there before it. */
function referredFirst(copy: Sqlite.Database, tables: readonly string[]): string[] {
  const references = copy.prepare<[string], { to: string }>(
    'SELECT DISTINCT "table" AS "to" FROM pragma_foreign_key_list(?)',
  );
  const ordered = new Set<string>();
  const visit = (table: string) => {
    if (ordered.has(table)) return;
    for (const { to } of references.all(table)) if (to !== table) visit(to);
    ordered.add(table);
  };
  tables.forEach(visit);
  return [...ordered];
}

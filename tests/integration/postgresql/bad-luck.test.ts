/** @module-tag store */
import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import {
  consoleInUse,
  expectChangesRefused,
  expectReadingGoesOn,
  expectRecovery,
} from "@/tests/support/bad-luck";
import type { OpenConsole } from "@/tests/support/console";
import type { Answer } from "@/tests/support/http";
import { startPostgresql } from "@/tests/support/postgresql/server";
import { postgresqlSql } from "@/tests/support/postgresql/sql";

/** Of the same database, for what SQLite's words cannot say. */
function outside({ env }: OpenConsole) {
  if (env.database.kind !== "postgresql") throw new Error("This is about PostgreSQL.");
  const { sql, close } = postgresqlSql(env.database.url);
  onTestFinished(close);
  return sql;
}

/** Ends every connection of the console, which then makes others. */
const CUT =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'castellan'";

test("while another instance hangs in a transaction, changes are told so and reading goes on", async () => {
  const opened = await consoleInUse();
  opened.sql("SELECT pg_advisory_lock(5214011)");
  const refused = expectChangesRefused(opened);
  await expectReadingGoesOn(opened);
  await refused;
  opened.sql("SELECT pg_advisory_unlock(5214011)");
  await expectRecovery(opened);
});

test("a connection that is cut in a transaction leaves nothing of it, and the next one works", async () => {
  const opened = await consoleInUse();
  const sql = outside(opened);
  for (let turn = 0; turn < 3; turn += 1) {
    const cutOff = opened.store.transaction(async ({ setupLinks }) => {
      await setupLinks.replace("half");
      sql(CUT);
      await setupLinks.exists("half");
    });
    await expect(cutOff).rejects.toMatchObject({ code: "unavailable" });
    expect((await opened.call("GET", "/api/tenants")).status).toBe(200);
    expect(await opened.store.setupLinks.exists("half")).toBe(false);
  }
  await expectRecovery(opened);
});

/** Reading goes on: what an idle connection was asked just before it went is asked again. */
async function cutAll(opened: OpenConsole, sql: ReturnType<typeof outside>): Promise<void> {
  sql(CUT);
  expect((await opened.call("GET", "/api/tenants")).status).toBe(200);
}

test("while connections are cut again and again, every question is answered", async () => {
  const opened = await consoleInUse();
  const sql = outside(opened);
  for (let turn = 0; turn < 6; turn += 1) {
    // Several connections are open, so that some are idle when they are cut.
    const asked = Array.from({ length: 5 }, () => opened.call("GET", "/api/tenants"));
    sql(CUT);
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  }
});

test("while the database can only be read, as after a failover, changes are told so and reading goes on", async () => {
  const opened = await consoleInUse();
  const sql = outside(opened);
  const name = new URL(String(opened.variables.DATABASE_URL)).pathname.slice(1);
  sql(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  await cutAll(opened, sql);
  await expectChangesRefused(opened);
  await expectReadingGoesOn(opened);
  sql(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
  await cutAll(opened, sql);
  await expectRecovery(opened);
});

test("while the disk of the database is full, changes are told so and reading goes on", async () => {
  const opened = await consoleInUse();
  const sql = outside(opened);
  sql(
    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END; $$",
  );
  const tables = ["audit_entries", "organizations", "credentials", "sessions"];
  for (const table of tables)
    sql(
      `CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION full_disk()`,
    );
  await expectChangesRefused(opened);
  await expectReadingGoesOn(opened);
  for (const table of tables) sql(`DROP TRIGGER full_disk ON ${table} `);
  await expectRecovery(opened);
});

test("while the server restarts, calls are told so; afterwards all goes on, with nothing by half", async () => {
  const server = await startPostgresql();
  const { sql, close } = postgresqlSql(server.url);
  onTestFinished(async () => {
    close();
    await server.stop();
  });
  const opened = await consoleInUse({
    location: { kind: "postgresql", url: server.url },
    variables: {
      DATABASE_URL: server.url,
      CASTELLAN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    },
    sql,
    content: () => "",
    remove: async () => undefined,
  });
  const [organization] = sql("SELECT id FROM organizations");
  // Its own connection would be cut as well.
  close();
  const answers: Answer[] = [];
  let isBack = false;
  const restarted = server.restart().finally(() => {
    isBack = true;
  });
  while (!isBack) {
    const address = `/api/organizations/${organization?.id}`;
    answers.push(await opened.call("GET", "/api/tenants"));
    answers.push(await opened.call("PATCH", address, { body: { name: "Changed meanwhile" } }));
  }
  await restarted;
  const told = answers.filter(({ status }) => status !== 200);
  expect(told.length).toBeGreaterThan(0);
  for (const { status, text } of told)
    expect([status, text]).toEqual([
      503,
      expect.stringMatching(/cannot reach its database|activity log cannot/),
    ]);
  await expectRecovery(opened);
}, 60_000);

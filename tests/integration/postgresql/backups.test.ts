/** @module-tag store */
import fs from "node:fs";
import path from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { type RestoreOptions, restoreBackup } from "@/lib/server/restore";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  envOf,
  keyOf,
  type OpenConsole,
  temporaryFolder,
  type Variables,
} from "@/tests/support/console";
import { newPostgresqlDatabase } from "@/tests/support/postgresql/databases";
import { postgresqlSql } from "@/tests/support/postgresql/sql";

const machine = actorAtTheMachine("ada");
const now = new Date("2026-11-21T10:00:00Z");

/** A console with secrets, people and an audit log, and a backup of it. */
async function backedUp(): Promise<{ opened: OpenConsole; file: string }> {
  const opened = await consoleForTest({ tenants: 3 });
  await connectOrganization(opened);
  await connectTenant(opened, opened.sandbox.tenant(0));
  opened.sql("UPDATE people SET name = 'Zoë “½” 🔑', passwordIsShort = true WHERE role = 'viewer'");
  const file = path.join(temporaryFolder(), "monday.db");
  await opened.runtime.services.backups.make(machine, file);
  return { opened, file };
}

async function emptyDatabase() {
  const { url, drop } = await newPostgresqlDatabase(inject("postgresqlUrl"), { empty: true });
  const { sql, close } = postgresqlSql(url);
  onTestFinished(async () => {
    close();
    await drop();
  });
  return { url, sql };
}

/** The same key, and a database of its own; a SQLite file unless told. */
const anotherMachine = (opened: OpenConsole, variables: Variables = {}) =>
  envOf({
    DATA_DIR: temporaryFolder(),
    CASTELLAN_ENCRYPTION_KEY: keyOf(opened.env),
    CASTELLAN_QLIK_CONNECT_TO: opened.sandbox.connectTo,
    ...variables,
  });
type Machine = ReturnType<typeof anotherMachine>;

const restore = (env: Machine, file: string, options: Partial<RestoreOptions> = {}) =>
  restoreBackup(env, file, { checkOnly: false, replace: false, now, ...options });

async function start(env: Machine): Promise<Runtime> {
  const runtime = await createRuntime(env, { log: createLog("silent") });
  onTestFinished(() => runtime.close());
  return runtime;
}

type Sql = OpenConsole["sql"];

/**
 * Every row of every table, but of those that end with the former console, and of entries since the backup: what is searched
 * for in these belongs to acts that ended later.
 */
function rowsOf(sql: Sql, upTo: number): Record<string, unknown> {
  const tables = sql(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  ).map(({ name }) => String(name));
  const left = [
    "_prisma_migrations",
    "sessions",
    "setup_links",
    "leases",
    "audit_heads",
    "audit_texts",
    "audit_text_uses",
  ];
  const columns = (name: string) =>
    // What a restored one holds back is its own.
    name === "installation" ? 'id, "createdAt", "derivedBy"' : "*";
  return Object.fromEntries(
    tables
      .filter((name) => !left.includes(name))
      .map((name) => [
        name,
        sql(
          `SELECT ${columns(name)} FROM "${name}" AS row ${name === "audit_entries" ? `WHERE sequence <= ${upTo}` : ""} ORDER BY row::text`,
        ),
      ]),
  );
}

test("a backup of one PostgreSQL database, restored into another, is the same console: every row, every secret, the log", async () => {
  const { opened, file } = await backedUp();
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(path.dirname(file))).toEqual(["monday.db"]);
  const { url, sql } = await emptyDatabase();
  const env = anotherMachine(opened, { DATABASE_URL: url });
  const tables = "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = 'public'";
  expect(await restore(env, file, { checkOnly: true })).toMatchObject({ restored: false, secrets: 2 });
  expect(sql(tables)).toEqual([{ n: 0 }]);

  const { manifest, ...report } = await restore(env, file);
  expect(report).toEqual({ restored: true, secrets: 2, keptAs: null });
  const upTo = manifest.auditHead?.sequence ?? 0;
  expect(rowsOf(sql, upTo)).toEqual(rowsOf(opened.sql, upTo));
  expect(sql("SELECT id FROM sessions")).toEqual([]);
  const because = `This database was restored from a backup of ${manifest.madeAt.slice(0, 16).replace("T", " ")} UTC.`;
  expect(sql('SELECT "outwardHeldBecause", "outwardAnswer" FROM installation')).toEqual([
    { outwardHeldBecause: because, outwardAnswer: null },
  ]);

  const runtime = await start(env);
  const [organization] = (await runtime.services.organizations.list(machine)).data;
  expect(await runtime.outward.held()).toEqual({ since: now, because, copy: null });
  const verified = await runtime.services.organizations.verify(machine, organization?.id ?? "");
  expect(verified.connection).toBe("connected");
  expect(await runtime.services.auditChain.verify(machine)).toMatchObject({ verdict: "whole" });
  // It goes on to be append-only.
  expect(() => sql("DELETE FROM audit_entries")).toThrow(/append-only/);
}, 60_000);

test("a backup is of no database: from PostgreSQL to a SQLite file, and from there to PostgreSQL", async () => {
  const { opened, file } = await backedUp();
  const alone = anotherMachine(opened);
  const { manifest } = await restore(alone, file);
  const runtime = await start(alone);
  const again = path.join(temporaryFolder(), "again.db");
  await runtime.services.backups.make(machine, again);
  const { url, sql } = await emptyDatabase();
  await restore(anotherMachine(opened, { DATABASE_URL: url }), again);
  const upTo = manifest.auditHead?.sequence ?? 0;
  expect(rowsOf(sql, upTo)).toEqual(rowsOf(opened.sql, upTo));
}, 60_000);

test("an installation that is there is not replaced unasked, nor while a console runs on it; asked, it is kept as a backup", async () => {
  const { opened, file } = await backedUp();
  await expect(restore(opened.env, file)).rejects.toMatchObject({
    code: "conflict",
    details: { advice: expect.stringContaining("--replace") },
  });
  await expect(restore(opened.env, file, { replace: true })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("in use"),
  });

  const { url, sql } = await emptyDatabase();
  const env = anotherMachine(opened, { DATABASE_URL: url });
  await restore(env, file);
  sql("UPDATE organizations SET name = 'Changed since'");
  const { keptAs } = await restore(env, file, { replace: true });
  expect(sql("SELECT name FROM organizations")).not.toEqual([{ name: "Changed since" }]);
  await restore(env, keptAs ?? "", { replace: true, now: new Date(now.getTime() + 1000) });
  expect(sql("SELECT name FROM organizations")).toEqual([{ name: "Changed since" }]);
}, 60_000);

test("what goes wrong in the middle of a restore leaves the database as it was", async () => {
  const { opened, file } = await backedUp();
  const { url, sql } = await emptyDatabase();
  const env = anotherMachine(opened, { DATABASE_URL: url });
  await restore(env, file);
  sql("UPDATE organizations SET name = 'Changed since'");
  sql("ALTER TABLE tenants ADD CONSTRAINT none_fits CHECK (length(name) > 1000) NOT VALID");
  await expect(restore(env, file, { replace: true })).rejects.toThrow(/none_fits/);
  expect(sql("SELECT name FROM organizations")).toEqual([{ name: "Changed since" }]);
  expect(sql("SELECT count(*) AS n FROM tenants")).toEqual(opened.sql("SELECT count(*) AS n FROM tenants"));
  expect(() => sql("DELETE FROM audit_entries")).toThrow(/append-only/);
}, 60_000);

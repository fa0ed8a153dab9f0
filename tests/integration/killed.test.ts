/**
 * @module-tag kills
 * @module-tag store
 */
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { actorWithoutSession } from "@/lib/server/actor";
import { migrate } from "@/lib/server/store/migrate";
import { readMigrations } from "@/lib/server/store/migrations";
import { migratePostgresql } from "@/lib/server/store/postgresql/migrate";
import { migrateSqlite } from "@/lib/server/store/sqlite/migrate";
import { consoleForTest, temporaryFolder } from "@/tests/support/console";
import { newDatabase, SQLITE_MIGRATIONS, type TestDatabase } from "@/tests/support/database";
import { POSTGRESQL_MIGRATIONS } from "@/tests/support/postgresql/databases";
import { killsOr, startKillable } from "@/tests/support/servers/killable";

const KILLS = killsOr(2);
const TIMEOUT_MS = 60_000 + KILLS * 15_000;

test(
  "killed while it writes, all that was acknowledged is there, each with its audit entry, and nothing by half",
  async () => {
    const opened = await consoleForTest({ tenants: 1 });
    // A quick machine writes more of them than a console may have.
    const { kind } = opened.env.database;
    opened.sql(`DROP TRIGGER limit_organizations${kind === "sqlite" ? "" : " ON organizations"}`);
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const writer = await startKillable("writer.ts", [], opened.variables);
      await writer.killWithin(500);
      acknowledged.push(...writer.said());
    }
    const idsOf = (statement: string) =>
      opened
        .sql(statement)
        .map(({ id }) => String(id))
        .sort();
    const there = idsOf("SELECT id FROM organizations");
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS);
    expect(acknowledged.filter((id) => !there.includes(id))).toEqual([]);
    expect(
      idsOf(
        "SELECT objectId AS id FROM audit_entries WHERE action = 'organization.connect' AND outcome = 'succeeded'",
      ),
    ).toEqual(there);
    const admin = actorWithoutSession({
      id: opened.people.admin,
      name: "The admin",
      email: "a@example.com",
      role: "admin",
    });
    expect(await opened.runtime.services.auditChain.verify(admin)).toMatchObject({ verdict: "whole" });
  },
  TIMEOUT_MS,
);

/** As an earlier version left it, with data in it. */
async function databaseOfTheFirstVersion(): Promise<TestDatabase> {
  const database = await newDatabase(temporaryFolder(), { empty: true });
  onTestFinished(database.remove);
  const { location, sql } = database;
  const all = location.kind === "sqlite" ? SQLITE_MIGRATIONS : POSTGRESQL_MIGRATIONS;
  const [first] = readMigrations(all);
  if (!first) throw new Error("There are no migrations.");
  const folder = path.join(temporaryFolder(), "migrations");
  fs.cpSync(path.join(all, first.name), path.join(folder, first.name), { recursive: true });
  if (location.kind === "sqlite") migrateSqlite(location.file, folder);
  else await migratePostgresql(location.url, folder);
  for (let number = 0; number < ORGANIZATIONS; number += 1)
    sql("INSERT INTO organizations (id, name) VALUES (?, ?)", `organization-${number}`, `Number ${number}`);
  return database;
}

const ORGANIZATIONS = 20;

/** Every table with its columns, however the database calls their types. */
const formOf = ({ location, sql }: TestDatabase): string =>
  JSON.stringify(
    location.kind === "sqlite"
      ? sql("SELECT name, sql FROM sqlite_master ORDER BY name")
      : sql(
          "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        ),
  );

test(
  "killed while it migrates, the database is as before or as after, and the next start brings it up with all that was in it",
  async () => {
    const wanted = await databaseOfTheFirstVersion();
    const before = formOf(wanted);
    await migrate(wanted.location);
    const after = formOf(wanted);
    expect(after).not.toBe(before);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const database = await databaseOfTheFirstVersion();
      const migrator = await startKillable("migrator.ts", [], {
        DATA_DIR: temporaryFolder(),
        ...database.variables,
      });
      await migrator.killWithin(60);
      expect([before, after]).toContain(formOf(database));
      await migrate(database.location);
      expect(formOf(database)).toBe(after);
      expect(database.sql("SELECT count(*) AS n FROM organizations")).toEqual([{ n: ORGANIZATIONS }]);
    }
  },
  TIMEOUT_MS,
);

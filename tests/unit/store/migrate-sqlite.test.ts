import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { claimSqlite } from "@/lib/server/store/sqlite/claim";
import { inspectSqlite, migrateSqlite } from "@/lib/server/store/sqlite/migrate";
import { chainForTest } from "@/tests/support/audit";
import { temporaryFolder } from "@/tests/support/console";
import { SQLITE_MIGRATIONS } from "@/tests/support/database";
import { storeForTest } from "@/tests/support/store";

const newFile = () => path.join(temporaryFolder(), "nested", "castellan.db");
const own = fs
  .readdirSync(SQLITE_MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

function look<T>(file: string, work: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const formOf = (file: string) =>
  look(file, (database) => database.prepare("SELECT type, name, sql FROM sqlite_master ORDER BY name").all());

/** The product's own migrations, and further ones. */
function migrationsWith(further: Record<string, string>): string {
  const folder = path.join(temporaryFolder(), "migrations");
  fs.cpSync(SQLITE_MIGRATIONS, folder, { recursive: true });
  for (const [name, sql] of Object.entries(further)) {
    fs.mkdirSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, name, "migration.sql"), sql);
  }
  return folder;
}

test("an empty place becomes a database of the newest form", () => {
  const file = newFile();
  expect(migrateSqlite(file, SQLITE_MIGRATIONS)).toEqual(own);
  const tables = look(file, (database) =>
    database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all(),
  );
  expect(tables).toEqual(
    expect.arrayContaining([
      "audit_entries",
      "credentials",
      "data_keys",
      "organizations",
      "people",
      "tenants",
    ]),
  );
});

test("nobody else on the machine can look into the folder that is made for the database", () => {
  const file = newFile();
  migrateSqlite(file, SQLITE_MIGRATIONS);
  expect(fs.statSync(path.dirname(file)).mode & 0o077).toBe(0);
});

test("migrating again does nothing", () => {
  const file = newFile();
  migrateSqlite(file, SQLITE_MIGRATIONS);
  const form = formOf(file);
  expect(migrateSqlite(file, SQLITE_MIGRATIONS)).toEqual([]);
  expect(formOf(file)).toEqual(form);
});

test("what was applied is written down as prisma migrate would have done", () => {
  const file = newFile();
  migrateSqlite(file, SQLITE_MIGRATIONS);
  look(file, (database) => {
    const columns = database.pragma("table_info(_prisma_migrations)") as Record<string, unknown>[];
    // As `prisma migrate` creates it in SQLite.
    expect(
      columns.map(({ name, type, notnull, dflt_value, pk }) => [name, type, notnull, dflt_value, pk]),
    ).toEqual([
      ["id", "TEXT", 1, null, 1],
      ["checksum", "TEXT", 1, null, 0],
      ["finished_at", "DATETIME", 0, null, 0],
      ["migration_name", "TEXT", 1, null, 0],
      ["logs", "TEXT", 0, null, 0],
      ["rolled_back_at", "DATETIME", 0, null, 0],
      ["started_at", "DATETIME", 1, "current_timestamp", 0],
      ["applied_steps_count", "INTEGER UNSIGNED", 1, "0", 0],
    ]);
    const rows = database.prepare("SELECT * FROM _prisma_migrations ORDER BY migration_name").all();
    expect(rows).toEqual(
      own.map((name) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: createHash("sha256")
          .update(fs.readFileSync(path.join(SQLITE_MIGRATIONS, name, "migration.sql")))
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
});

test("a newer program brings an older database up without losing its rows, also when a table is rebuilt", () => {
  const file = newFile();
  migrateSqlite(file, SQLITE_MIGRATIONS);
  look(file, (database) => {
    database.pragma("foreign_keys = ON");
    database.exec(
      "INSERT INTO people (id, email, name, role, passwordHash) VALUES ('p', 'e', 'n', 'admin', 'h')",
    );
    database.exec(
      "INSERT INTO sessions (id, personId, createdAt, lastSeenAt, expiresAt) VALUES ('s', 'p', '1', '1', '1')",
    );
  });
  // As Prisma writes a change of a column: with foreign keys on, dropping the old table would take the sessions along.
  const rebuild = `
    CREATE TABLE "new_people" ("id" TEXT NOT NULL PRIMARY KEY, "email" TEXT NOT NULL, "title" TEXT);
    INSERT INTO "new_people" ("id", "email") SELECT "id", "email" FROM "people";
    DROP TABLE "people";
    ALTER TABLE "new_people" RENAME TO "people";`;
  expect(migrateSqlite(file, migrationsWith({ "99990101000000_rebuild": rebuild }))).toEqual([
    "99990101000000_rebuild",
  ]);
  look(file, (database) => {
    expect(database.prepare("SELECT id FROM sessions").all()).toEqual([{ id: "s" }]);
    expect(database.prepare("SELECT * FROM people").all()).toEqual([{ id: "p", email: "e", title: null }]);
  });
});

test("a migration that fails leaves the database as it was, with those before it undone too", () => {
  const file = newFile();
  migrateSqlite(file, SQLITE_MIGRATIONS);
  const form = formOf(file);
  const folder = migrationsWith({
    "99990101000000_good": "CREATE TABLE good (id TEXT);",
    "99990102000000_bad": "CREATE TABLE half (id TEXT); INSERT INTO nowhere VALUES (1);",
  });
  expect(() => migrateSqlite(file, folder)).toThrow(/99990102000000_bad failed: .*nowhere.*left as it was/);
  expect(formOf(file)).toEqual(form);
  expect(migrateSqlite(file, SQLITE_MIGRATIONS)).toEqual([]);
});

test("a migration that would leave rows pointing nowhere is undone", () => {
  const file = newFile();
  migrateSqlite(file, SQLITE_MIGRATIONS);
  look(file, (database) => {
    database.exec(
      "INSERT INTO people (id, email, name, role, passwordHash) VALUES ('p', 'e', 'n', 'admin', 'h')",
    );
    database.exec(
      "INSERT INTO sessions (id, personId, createdAt, lastSeenAt, expiresAt) VALUES ('s', 'p', '1', '1', '1')",
    );
  });
  const folder = migrationsWith({ "99990101000000_orphans": "DELETE FROM people;" });
  expect(() => migrateSqlite(file, folder)).toThrow(/point nowhere/);
  expect(look(file, (database) => database.prepare("SELECT count(*) FROM people").pluck().get())).toBe(1);
});

test.each(["wal", "delete"])(
  "a database newer than the program is refused and not touched (journal %s)",
  (journal) => {
    const file = newFile();
    migrateSqlite(file, migrationsWith({ "99990101000000_future": "CREATE TABLE future (id TEXT);" }));
    look(file, (database) => database.pragma(`journal_mode = ${journal}`));
    const before = fs.readFileSync(file);
    expect(() => migrateSqlite(file, SQLITE_MIGRATIONS)).toThrow(
      /newer than this program: it has 99990101000000_future/,
    );
    expect(fs.readFileSync(file).equals(before)).toBe(true);
  },
);

test("looking at a database tells its root keys and leaves file and folder as they were", async () => {
  const { store, file } = storeForTest();
  expect(inspectSqlite(file)).toBeUndefined();
  const key = { id: "k", wrapped: "w", rootKeyId: "r1", purpose: "secrets" } as const;
  await store.installation.create("i", [key], "statement");
  await store.close();
  const before = [fs.readFileSync(file), fs.readdirSync(path.dirname(file))];
  expect(inspectSqlite(file)).toEqual({ installationId: "i", rootKeyIds: ["r1"] });
  expect([fs.readFileSync(file), fs.readdirSync(path.dirname(file))]).toEqual(before);
  expect(inspectSqlite(`${file}.not-there`)).toBeUndefined();
});

test("what is no database is refused in words", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "letter.db");
  fs.writeFileSync(file, "Dear reader, this is not a database, however long one looks at it.".repeat(40));
  expect(() => inspectSqlite(file)).toThrow(/is not a SQLite database.*Nothing was written/);
  expect(() => inspectSqlite(folder)).toThrow(/is a folder, not a database/);
});

test("the audit log takes new entries, and refuses changes and deletions to whoever holds a connection", async () => {
  const { store, file } = storeForTest();
  await chainForTest(store);
  await store.auditEntries.add({
    id: "a",
    intentId: null,
    at: new Date(),
    action: "session.sign-in",
    actorId: "p",
    actorName: "n",
    actorEmail: "e",
    actorRole: "admin",
    sessionId: null,
    objectType: null,
    objectId: null,
    objectName: null,
    tenantId: null,
    tenantName: null,
    outcome: null,
    detail: null,
    qlik: null,
    requestId: "r",
    address: null,
    reason: null,
    partOf: null,
    owner: null,
  });
  look(file, (database) => {
    for (const statement of [
      "UPDATE audit_entries SET actorName = 'somebody else'",
      "DELETE FROM audit_entries",
      "DELETE FROM audit_heads",
      "UPDATE audit_heads SET sequence = 0",
      "INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries",
    ])
      expect(() => database.exec(statement), statement).toThrow(/append-only|only moves forward/);
    expect(database.prepare("SELECT actorName FROM audit_entries").all()).toEqual([{ actorName: "n" }]);
  });
});

test("a file system on which SQLite keeps no write-ahead log is refused, and PostgreSQL named", () => {
  const file = newFile();
  const pragma = vi.spyOn(Sqlite.prototype, "pragma").mockReturnValue("delete");
  onTestFinished(() => pragma.mockRestore());
  expect(() => migrateSqlite(file, SQLITE_MIGRATIONS)).toThrow(
    /cannot keep a write-ahead log.*answers "delete".*network file systems.*PostgreSQL \(DATABASE_URL\)/,
  );
  pragma.mockRestore();
  expect(look(file, (database) => database.prepare("SELECT count(*) FROM sqlite_master").pluck().get())).toBe(
    0,
  );
});

test("a SQLite file has one console at a time", () => {
  const file = path.join(temporaryFolder(), "castellan.db");
  const release = claimSqlite(file, 0);
  expect(fs.statSync(`${file}-console`).mode & 0o777).toBe(0o600);
  expect(() => claimSqlite(file, 0)).toThrow(/Another console works with .*PostgreSQL/);
  release();
  claimSqlite(file, 0)();
});

test("a client that an older program knew to be a region's in one tenant alone is one in all of them", () => {
  const file = newFile();
  const name = "20261130115001_one_level_per_client";
  const older = path.join(temporaryFolder(), "migrations");
  fs.cpSync(SQLITE_MIGRATIONS, older, { recursive: true });
  for (const later of own.filter((one) => one >= name))
    fs.rmSync(path.join(older, later), { recursive: true });
  migrateSqlite(file, older);
  const add = (id: string, level: string, clientId: string) =>
    `INSERT INTO credentials (id, level, clientId, hostname, sealedSecret, secretFingerprint, secretSetAt)
      VALUES ('${id}', '${level}', '${clientId}', 'h', 's', 'f', '1')`;
  look(file, (database) => {
    database.exec(add("first", "tenant", "shared"));
    database.exec(add("proven", "region", "shared"));
    database.exec(add("other", "tenant", "own"));
    database.exec(add("whole", "organization", "shared"));
  });
  expect(migrateSqlite(file, SQLITE_MIGRATIONS)).toContain(name);
  expect(
    look(file, (database) => database.prepare("SELECT id, level FROM credentials ORDER BY id").raw().all()),
  ).toEqual([
    ["first", "region"],
    ["other", "tenant"],
    ["proven", "region"],
    ["whole", "organization"],
  ]);
});

test("what organizations were known to list, and list still, is written down when listings are kept", () => {
  const file = newFile();
  const name = "20261130115002_tenant_listings";
  const older = path.join(temporaryFolder(), "migrations");
  fs.cpSync(SQLITE_MIGRATIONS, older, { recursive: true });
  for (const later of own.filter((one) => one >= name))
    fs.rmSync(path.join(older, later), { recursive: true });
  migrateSqlite(file, older);
  const tenant = (id: string, organizationId: string, noLongerListedSince: string) =>
    `INSERT INTO tenants (id, organizationId, name, hostnames, status, regionCode, countryCode, firstSeenAt, lastSeenAt,
        noLongerListedSince, searchKey, nameKey, hostnameKey, subscriptionKey, licenseEndsKey)
      VALUES ('${id}', ${organizationId}, 'n', '[]', 's', 'r', 'c', 1, 2, ${noLongerListedSince}, '', '', '', '', '')`;
  look(file, (database) => {
    database.exec("INSERT INTO organizations (id, name) VALUES ('o', 'n')");
    database.exec(tenant("listed", "'o'", "NULL"));
    database.exec(tenant("gone", "'o'", "2"));
    database.exec(tenant("alone", "NULL", "NULL"));
  });
  expect(migrateSqlite(file, SQLITE_MIGRATIONS)).toContain(name);
  expect(look(file, (database) => database.prepare("SELECT * FROM tenant_listings").all())).toEqual([
    { organizationId: "o", tenantId: "listed", firstSeenAt: 1, lastSeenAt: 2 },
  ]);
});

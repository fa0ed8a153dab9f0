/** @module-tag store */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { expect, inject, onTestFinished, test } from "vitest";
import { createLog } from "@/lib/server/log";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";
import { rootKeyOf } from "@/lib/server/vault/root-key";
import { envOf, temporaryFolder, type Variables } from "@/tests/support/console";
import { newPostgresqlDatabase } from "@/tests/support/postgresql/databases";
import { postgresqlSql } from "@/tests/support/postgresql/sql";

const newKey = () => randomBytes(32).toString("base64");
const log = createLog("silent");

async function emptyDatabase() {
  const { url, drop } = await newPostgresqlDatabase(inject("postgresqlUrl"), { empty: true });
  const { sql, close } = postgresqlSql(url);
  onTestFinished(async () => {
    close();
    await drop();
  });
  return { url, sql };
}

async function start(variables: Variables): Promise<Runtime> {
  const runtime = await createRuntime(envOf({ DATA_DIR: temporaryFolder(), ...variables }), { log });
  onTestFinished(() => runtime.close());
  return runtime;
}

async function refusalOf(variables: Variables) {
  const error = await start(variables).catch((failure: unknown) => failure);
  const refusal = startRefusalOf(error);
  if (!refusal) throw error;
  return refusal;
}

const tables = "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = 'public'";

test("without a key it refuses, makes none, and writes nothing", async () => {
  const { url, sql } = await emptyDatabase();
  const folder = temporaryFolder();
  const { exitCode, paragraph } = await refusalOf({ DATABASE_URL: url, DATA_DIR: folder });
  expect(exitCode).toBe(startExitCodes.keyMissing);
  expect(paragraph).toMatch(/With PostgreSQL the encryption key has to be given.*Nothing was written/s);
  expect(fs.readdirSync(folder)).toEqual([]);
  expect(sql(tables)).toEqual([{ n: 0 }]);
});

test("with a wrong key it refuses and names both fingerprints, before anything is written", async () => {
  const { url, sql } = await emptyDatabase();
  const [right, wrong] = [newKey(), newKey()];
  await start({ DATABASE_URL: url, CASTELLAN_ENCRYPTION_KEY: right });
  sql("DELETE FROM _prisma_migrations");
  const { exitCode, paragraph } = await refusalOf({ DATABASE_URL: url, CASTELLAN_ENCRYPTION_KEY: wrong });
  expect(exitCode).toBe(startExitCodes.key);
  for (const key of [right, wrong]) {
    expect(paragraph).toContain(rootKeyOf(key).id);
    expect(paragraph).not.toContain(key);
  }
  expect(sql("SELECT id FROM _prisma_migrations")).toEqual([]);
});

test("instances that start at once on an empty database become one installation that shares keys and sessions", async () => {
  const { url, sql } = await emptyDatabase();
  const variables = { DATABASE_URL: url, CASTELLAN_ENCRYPTION_KEY: newKey() };
  const runtimes = await Promise.all([1, 2, 3, 4].map(() => start(variables)));
  expect(sql("SELECT count(*) AS n FROM installation")).toEqual([{ n: 1 }]);
  expect(sql("SELECT count(*) AS n FROM data_keys WHERE purpose = 'secrets'")).toEqual([{ n: 1 }]);
  expect(new Set(runtimes.map(({ sessionSecret }) => sessionSecret)).size).toBe(1);
  const other = await start({
    ...variables,
    DATABASE_URL: (await emptyDatabase()).url,
    CASTELLAN_ENCRYPTION_KEY: newKey(),
  });
  expect(other.sessionSecret).not.toBe(runtimes[0]?.sessionSecret);
});

test("nothing but what an instance knows of the database is left in its data folder", async () => {
  const { url } = await emptyDatabase();
  const folder = temporaryFolder();
  await start({ DATABASE_URL: url, DATA_DIR: folder, CASTELLAN_ENCRYPTION_KEY: newKey() });
  expect(fs.readdirSync(folder, { recursive: true })).toEqual(["keys", "keys/installation.json"]);
});

test("of instances that start at once with an administrator to make, one makes it", async () => {
  const { url, sql } = await emptyDatabase();
  const variables = { DATABASE_URL: url, CASTELLAN_ENCRYPTION_KEY: newKey() };
  const runtimes = await Promise.all([1, 2, 3].map(() => start(variables)));
  const made = await Promise.all(
    runtimes.map(({ services }, index) =>
      services.setup.ensureFirstAdministrator({
        email: `ops${index}@example.com`,
        password: "correct horse battery staple",
      }),
    ),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(sql("SELECT count(*) AS n FROM people WHERE role = 'admin'")).toEqual([{ n: 1 }]);
});

/** @module-tag store */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";
import { verifyInstallation } from "@/lib/server/verify-installation";
import { envOf, temporaryFolder, type Variables } from "@/tests/support/console";
import { newPostgresqlDatabase } from "@/tests/support/postgresql/databases";
import { postgresqlSql } from "@/tests/support/postgresql/sql";

const machine = actorAtTheMachine("ada");

const served = async <T>(variables: Variables, work: (runtime: Runtime) => Promise<T>): Promise<T> => {
  const runtime = await createRuntime(envOf(variables), { log: createLog("silent") });
  return work(runtime).finally(() => runtime.close());
};

const act = async (runtime: Runtime, times = 3) => {
  const settings = { secondFactorRequiredFor: [], absoluteHours: 12 };
  for (let index = 0; index < times; index += 1)
    await runtime.services.settings.changeSignIn(machine, { ...settings, idleMinutes: 20 + index });
};

/** An instance that has served and was stopped, with six entries in its log. */
async function stoppedInstance() {
  const { url, drop } = await newPostgresqlDatabase(inject("postgresqlUrl"), { empty: true });
  const { sql, close } = postgresqlSql(url);
  onTestFinished(async () => {
    close();
    await drop();
  });
  const variables = {
    DATABASE_URL: url,
    DATA_DIR: temporaryFolder(),
    CASTELLAN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  };
  await served(variables, (runtime) => act(runtime));
  const dropTriggers = () => {
    for (const { name, on } of sql(
      'SELECT DISTINCT trigger_name AS name, event_object_table AS "on" FROM information_schema.triggers',
    ))
      sql(`DROP TRIGGER "${name}" ON "${on}"`);
  };
  return { variables, sql, dropTriggers };
}

test("a log rewritten without a key is not gone on with and not called whole", async () => {
  const { variables, sql, dropTriggers } = await stoppedInstance();
  dropTriggers();
  sql("UPDATE audit_entries SET mac = NULL, keyId = NULL, actorName = 'Somebody else'");
  sql("DELETE FROM audit_heads");
  sql("UPDATE installation SET statement = NULL");
  await served(variables, async (runtime) => {
    await expect(act(runtime)).rejects.toMatchObject({ code: "unavailable" });
    expect(runtime.services.auditChain.trouble()).toBeDefined();
  });
  expect(await verifyInstallation(envOf(variables), {})).toMatchObject({ verdict: "broken", at: 1 });
});

test("an end that was cut off is known beside the key, accepted on purpose, and other instances follow", async () => {
  const { variables, sql, dropTriggers } = await stoppedInstance();
  const other = { ...variables, DATA_DIR: temporaryFolder() };
  await served(other, async ({ witness }) => expect(witness.placeDoubt()).toBeUndefined());
  dropTriggers();
  sql("DELETE FROM audit_entries WHERE sequence > 4");
  sql("UPDATE audit_heads SET sequence = 4, mac = (SELECT mac FROM audit_entries WHERE sequence = 4)");
  const cutOff = { verdict: "cut-off", at: 5 };
  expect(await verifyInstallation(envOf(variables), {})).toMatchObject(cutOff);
  await served(variables, async (runtime) => {
    expect(runtime.witness.placeDoubt()).toMatch(/older than this console left it/);
    await act(runtime, 1);
    await runtime.witness.confirmPlace();
  });
  expect(await verifyInstallation(envOf(variables), {})).toMatchObject({ verdict: "whole" });
  await served(other, async (runtime) => {
    expect(runtime.witness.placeDoubt()).toBeUndefined();
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject({ verdict: "whole" });
  });
});

test("verifying writes nothing: PostgreSQL itself refuses", async () => {
  const { variables, sql } = await stoppedInstance();
  const written = () => sql("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) AS n FROM pg_stat_user_tables");
  sql("SELECT pg_stat_force_next_flush()");
  const before = JSON.stringify([written(), sql("SELECT * FROM audit_heads")]);
  expect(await verifyInstallation(envOf(variables), {})).toMatchObject({ verdict: "whole", entries: 6 });
  expect(JSON.stringify([written(), sql("SELECT * FROM audit_heads")])).toBe(before);
  fs.rmSync(path.join(variables.DATA_DIR, "keys"), { recursive: true });
  expect(await verifyInstallation(envOf(variables), {})).toMatchObject({ verdict: "unproven" });
  expect(fs.readdirSync(variables.DATA_DIR)).toEqual([]);
});

test("an instance that knows its installation refuses a database without it", async () => {
  const { variables } = await stoppedInstance();
  const empty = await newPostgresqlDatabase(inject("postgresqlUrl"), { empty: true });
  onTestFinished(() => empty.drop());
  const start = served({ ...variables, DATABASE_URL: empty.url }, async () => undefined);
  const refusal = startRefusalOf(await start.catch((error: unknown) => error));
  expect(refusal).toMatchObject({
    exitCode: startExitCodes.installation,
    paragraph: expect.stringContaining("holds no installation"),
  });
});

test("a database that was copied to another place is doubted, by an instance that comes new as well", async () => {
  const { variables, sql } = await stoppedInstance();
  // As a dump that is read in elsewhere: the same rows, which say that their place is another one.
  const copy = await newPostgresqlDatabase(inject("postgresqlUrl"), { empty: true });
  const copied = postgresqlSql(copy.url);
  onTestFinished(async () => {
    copied.close();
    await copy.drop();
  });
  const elsewhere = { ...variables, DATABASE_URL: copy.url, DATA_DIR: temporaryFolder() };
  await served(elsewhere, async () => undefined);
  for (const table of ["data_keys", "installation"]) copied.sql(`DELETE FROM ${table}`);
  for (const { id, purpose, wrapped, rootKeyId } of sql("SELECT * FROM data_keys"))
    copied.sql(
      "INSERT INTO data_keys (id, purpose, wrapped, rootKeyId) VALUES (?, ?, ?, ?)",
      id,
      purpose,
      wrapped,
      rootKeyId,
    );
  for (const { id, statement } of sql("SELECT * FROM installation"))
    copied.sql("INSERT INTO installation (id, statement) VALUES (?, ?)", id, statement);
  const doubt = await served({ ...elsewhere, DATA_DIR: temporaryFolder() }, async ({ witness }) =>
    witness.placeDoubt(),
  );
  expect(doubt).toBeDefined();
});

import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import type { Env } from "@/lib/env";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { type RestoreOptions, restoreBackup } from "@/lib/server/restore";
import { createRuntime } from "@/lib/server/runtime";
import { startExitCodes, startRefusalOf } from "@/lib/server/start-error";
import { rootKeyOf } from "@/lib/server/vault/root-key";
import {
  connectOrganization,
  connectTenant,
  consoleForTest,
  envOf,
  keyOf,
  type OpenConsole,
  temporaryFolder,
} from "@/tests/support/console";

const machine = actorAtTheMachine("ada");
const now = new Date("2026-11-21T10:00:00Z");

const restore = (env: Env, file: string, options: Partial<RestoreOptions> = {}) =>
  restoreBackup(env, file, { checkOnly: false, replace: false, now, ...options });

/** A console with two secrets, and a backup of it. */
async function backedUp(): Promise<{ opened: OpenConsole; file: string; key: string }> {
  const opened = await consoleForTest({ tenants: 2 });
  await connectOrganization(opened);
  await connectTenant(opened, opened.sandbox.tenant(0));
  const file = path.join(temporaryFolder(), "backups", "monday.db");
  await opened.runtime.services.backups.make(machine, file);
  return { opened, file, key: keyOf(opened.env) };
}

const anotherMachine = (key: string, connectTo = "127.0.0.1:9") =>
  envOf({
    DATA_DIR: temporaryFolder(),
    CASTELLAN_ENCRYPTION_KEY: key,
    CASTELLAN_QLIK_CONNECT_TO: connectTo,
  });

const filesOf = (folder: string) => fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

/** Meddles with a copy of a backup. */
function changed(file: string, statement: string): string {
  const copy = path.join(temporaryFolder(), "changed.db");
  fs.copyFileSync(file, copy);
  const database = new Sqlite(copy);
  database.exec(statement);
  database.close();
  return copy;
}

test("a backup is one file that only its owner can read, says what is in it, and holds neither key nor secret", async () => {
  const { opened, file, key } = await backedUp();
  expect(fs.readdirSync(path.dirname(file))).toEqual(["monday.db"]);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  const { manifest } = await restore(opened.env, file, { checkOnly: true });
  expect(manifest).toMatchObject({
    rootKeyFingerprint: rootKeyOf(key).id,
    counts: { credentials: 2, organizations: 1, people: 4, data_keys: 2 },
  });
  expect(manifest.dataKeyIds).toHaveLength(2);
  expect(manifest.schemaVersion).toBe(fs.readdirSync("prisma/migrations").sort().at(-2));
  const text = fs.readFileSync(file, "latin1");
  const { organization, tenant } = opened.sandbox;
  for (const secret of [key, organization.client.clientSecret, tenant(0).client.clientSecret]) {
    expect(text.includes(secret)).toBe(false);
    expect(text.includes(Buffer.from(secret, "base64").toString("latin1"))).toBe(false);
  }
  const [event] = opened.sql(
    "SELECT outcome FROM audit_entries WHERE action = 'installation.backup' AND intentId IS NOT NULL",
  );
  expect(event).toEqual({ outcome: "succeeded" });
});

test("a backup replaces no file", async () => {
  const { opened, file } = await backedUp();
  const before = fs.readFileSync(file);
  await expect(opened.runtime.services.backups.make(machine, file)).rejects.toMatchObject({
    code: "conflict",
  });
  expect(fs.readFileSync(file).equals(before)).toBe(true);
});

test("a backup that cannot be written says so, and leaves nothing", async () => {
  const { opened } = await backedUp();
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, "no-folder"), "");
  const file = path.join(folder, "no-folder", "monday.db");
  await expect(opened.runtime.services.backups.make(machine, file)).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(filesOf(folder)).toEqual(["no-folder"]);
});

test("restored on another machine it works with the key: the stored secrets are taken by Qlik", async () => {
  const { opened, file, key } = await backedUp();
  const env = anotherMachine(key, opened.sandbox.connectTo);
  expect(await restore(env, file)).toMatchObject({ restored: true, secrets: 2, keptAs: null });
  expect(filesOf(env.dataDir)).toEqual(["castellan.db", "keys", "keys/installation.json"]);
  const runtime = await createRuntime(env, { log: createLog("silent") });
  onTestFinished(() => runtime.close());
  const [organization] = (await runtime.services.organizations.list(machine)).data;
  const verified = await runtime.services.organizations.verify(machine, organization?.id ?? "");
  expect(verified.connection).toBe("connected");
});

test("nobody is signed in by a restored database", async () => {
  const { opened, file, key } = await backedUp();
  expect(opened.sql("SELECT id FROM sessions").length).toBeGreaterThan(0);
  const env = anotherMachine(key);
  await restore(env, file);
  const database = new Sqlite(path.join(env.dataDir, "castellan.db"), { readonly: true });
  onTestFinished(() => {
    database.close();
  });
  for (const table of ["sessions", "setup_links", "leases"])
    expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
});

test("restored on another machine it refuses without the key, and with a wrong one, and writes nothing", async () => {
  const { file, key } = await backedUp();
  const wrong = randomBytes(32).toString("base64");
  const without = envOf({ DATA_DIR: temporaryFolder() });
  for (const [env, code] of [
    [without, startExitCodes.keyMissing],
    [anotherMachine(wrong), startExitCodes.key],
  ] as const) {
    const refusal = startRefusalOf(await restore(env, file).catch((error: unknown) => error));
    expect(refusal?.exitCode).toBe(code);
    if (code === startExitCodes.key) {
      expect(refusal?.paragraph).toContain(rootKeyOf(key).id);
      expect(refusal?.paragraph).toContain(rootKeyOf(wrong).id);
    }
    expect(filesOf(env.dataDir)).toEqual([]);
  }
});

test.each([
  ["has lost a row", "DELETE FROM tenants WHERE id = (SELECT id FROM tenants LIMIT 1)", /manifest says/],
  ["has no manifest", "DROP TABLE castellan_backup", /no whole backup|no manifest/],
  [
    "holds a secret that was moved",
    "UPDATE credentials SET sealedSecret = (SELECT sealedSecret FROM credentials ORDER BY id LIMIT 1)",
    /cannot be opened/,
  ],
])("a backup that %s is refused, and nothing is changed", async (_what, statement, words) => {
  const { file, key } = await backedUp();
  const env = anotherMachine(key);
  await expect(restore(env, changed(file, statement))).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringMatching(words),
  });
  expect(filesOf(env.dataDir)).toEqual([]);
});

test("a backup that was cut short or is something else is refused, at whatever length", async () => {
  const { file, key } = await backedUp();
  const env = anotherMachine(key);
  const whole = fs.readFileSync(file);
  const cut = path.join(temporaryFolder(), "cut.db");
  for (let step = 0; step < 12; step += 1) {
    fs.writeFileSync(cut, whole.subarray(0, Math.floor((whole.length * step) / 12)));
    await expect(restore(env, cut, { checkOnly: true })).rejects.toMatchObject({ code: "invalid_input" });
  }
  await expect(restore(env, path.join(env.dataDir, "none.db"))).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect(filesOf(env.dataDir)).toEqual([]);
});

test("a backup of a newer version is refused", async () => {
  const { file, key } = await backedUp();
  const newer = changed(
    file,
    "UPDATE _prisma_migrations SET migration_name = '99990101_future' WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)",
  );
  const refusal = startRefusalOf(await restore(anotherMachine(key), newer).catch((error: unknown) => error));
  expect(refusal?.exitCode).toBe(startExitCodes.databaseNewer);
});

test("a backup whose audit log is not whole is refused, with the entry that is not as it was written", async () => {
  const { file, key } = await backedUp();
  const env = anotherMachine(key);
  const edited = changed(
    file,
    "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET actorName = 'somebody else' WHERE sequence = 2",
  );
  await expect(restore(env, edited)).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringMatching(/audit log of this backup is not whole.*2/s),
  });
  expect(filesOf(env.dataDir)).toEqual([]);
});

test("an installation that is there is not replaced unasked, nor while a console runs on it; asked, it is kept", async () => {
  const { opened, file } = await backedUp();
  await expect(restore(opened.env, file)).rejects.toMatchObject({
    code: "conflict",
    details: { advice: expect.stringContaining("--replace") },
  });
  await expect(restore(opened.env, file, { replace: true })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("in use"),
  });
  expect((await opened.call("GET", "/api/organizations")).status).toBe(200);

  const stopped = envOf({ DATA_DIR: temporaryFolder(), CASTELLAN_ENCRYPTION_KEY: keyOf(opened.env) });
  await restore(stopped, file);
  const before = fs.readFileSync(path.join(stopped.dataDir, "castellan.db"));
  const { keptAs } = await restore(stopped, file, { replace: true });
  expect(fs.readFileSync(keptAs ?? "").equals(before)).toBe(true);
  expect(filesOf(stopped.dataDir)).toEqual([
    "castellan.db",
    path.basename(keptAs ?? ""),
    "keys",
    "keys/installation.json",
  ]);
});

test("a check of a backup leaves a running console and its folder alone", async () => {
  const { opened, file } = await backedUp();
  const before = filesOf(opened.env.dataDir);
  expect(await restore(opened.env, file, { checkOnly: true })).toMatchObject({ restored: false, secrets: 2 });
  expect(filesOf(opened.env.dataDir)).toEqual(before);
});

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { restoreBackup } from "@/lib/server/restore";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { verifyInstallation } from "@/lib/server/verify-installation";
import { castellan } from "@/tests/support/castellan";
import { envOf, temporaryFolder } from "@/tests/support/console";

const machine = actorAtTheMachine("ada");

/** What was logged at a level that somebody has to read. */
async function start(dataDir: string): Promise<{ runtime: Runtime; warned: string }> {
  const lines: string[] = [];
  const log = createLog("warn", { write: (line) => void lines.push(line) });
  const runtime = await createRuntime(envOf({ DATA_DIR: dataDir }), { log });
  return { runtime, warned: lines.join("") };
}

async function served(dataDir: string, work: (runtime: Runtime) => Promise<unknown>): Promise<string> {
  const { runtime, warned } = await start(dataDir);
  await work(runtime).finally(() => runtime.close());
  return warned;
}

const act = async (runtime: Runtime, times = 3) => {
  const settings = { secondFactorRequiredFor: [], absoluteHours: 12 };
  for (let index = 0; index < times; index += 1)
    await runtime.services.settings.changeSignIn(machine, { ...settings, idleMinutes: 20 + index });
};

const fileOf = (dataDir: string) => path.join(dataDir, "castellan.db");
const witnessOf = (dataDir: string) => path.join(dataDir, "keys", "installation.json");

/** An installation that has served and was stopped, with six entries in its log. */
async function stoppedInstallation(): Promise<string> {
  const dataDir = temporaryFolder();
  await served(dataDir, (runtime) => act(runtime));
  return dataDir;
}

/** What somebody does who may write the database, knows SQL, and has no key. */
function tamper(dataDir: string, ...statements: string[]): Record<string, unknown>[] {
  const database = new Sqlite(fileOf(dataDir));
  const triggers = database.prepare<[], { name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'trigger'",
  );
  for (const { name } of triggers.all()) database.exec(`DROP TRIGGER "${name}"`);
  for (const statement of statements) database.exec(statement);
  const head = database.prepare<[], Record<string, unknown>>("SELECT * FROM audit_heads").all();
  database.close();
  return head;
}

/** What the log itself says about what is gone of it. */
function accepted(dataDir: string): unknown[] {
  const database = new Sqlite(fileOf(dataDir), { readonly: true });
  const rows = database.prepare<[], { detail: string }>(
    "SELECT detail FROM audit_entries WHERE action = 'audit.accept'",
  );
  const details = rows.all().map(({ detail }) => detail);
  database.close();
  return details;
}

const REWRITE = [
  "UPDATE audit_entries SET mac = NULL, keyId = NULL",
  "UPDATE audit_entries SET actorName = 'Somebody else' WHERE sequence = 2",
  "DELETE FROM audit_entries WHERE sequence IN (3, 4)",
  "DELETE FROM audit_checkpoints",
];

/** Each makes the log look as if its chain had never begun, or had begun otherwise. */
const rewrites: readonly (readonly [string, readonly string[]])[] = [
  ["the head emptied", ["DELETE FROM audit_heads"]],
  ["another head put there", ["UPDATE audit_heads SET mac = substr(mac, 2) || 'x'"]],
  ["the head left as it was", []],
  ["its keys deleted", ["DELETE FROM audit_heads", "DELETE FROM data_keys WHERE purpose = 'audit'"]],
  [
    "what the database says of itself taken away",
    ["DELETE FROM audit_heads", "UPDATE installation SET statement = NULL"],
  ],
  [
    "made to look as before an update",
    ["DELETE FROM audit_heads", "UPDATE installation SET statement = 'before'"],
  ],
  [
    "the newest migration taken back",
    [
      "DELETE FROM audit_heads",
      "ALTER TABLE installation DROP COLUMN statement",
      "ALTER TABLE installation DROP COLUMN backupConfirmedMac",
      "DELETE FROM _prisma_migrations WHERE migration_name LIKE '%installation_statement'",
    ],
  ],
  ["all entries deleted", ["DELETE FROM audit_entries", "DELETE FROM audit_heads"]],
];

test.each(rewrites)(
  "a log rewritten without a key, %s, is not gone on with and not called whole",
  async (_how, more) => {
    const dataDir = await stoppedInstallation();
    const { head } = await verifyInstallation(envOf({ DATA_DIR: dataDir }), {});
    tamper(dataDir, ...REWRITE, ...more);

    const warned = await served(dataDir, async (runtime) => {
      expect(await runtime.services.auditChain.verify(machine)).not.toMatchObject({ verdict: "whole" });
      await expect(act(runtime)).rejects.toMatchObject({ code: "unavailable" });
      expect(await runtime.services.settings.getSignIn(machine)).toBeDefined();
      expect(runtime.services.auditChain.trouble()).toMatch(/Nothing is changed until/);
      expect(runtime.witness.placeDoubt()).toBeDefined();
    });
    expect(warned).toContain("audit verify");
    for (const anchor of [undefined, head ?? undefined]) {
      const report = await verifyInstallation(envOf({ DATA_DIR: dataDir }), { anchor });
      expect(report.verdict, report.message).not.toMatch(/whole|unproven/);
    }
  },
);

test("without the file beside the key, a rewritten log is not called whole, and an anchor shows it", async () => {
  const dataDir = await stoppedInstallation();
  const env = envOf({ DATA_DIR: dataDir });
  const { head } = await verifyInstallation(env, {});
  fs.rmSync(witnessOf(dataDir));
  expect(await verifyInstallation(env, {})).toMatchObject({ verdict: "unproven", entries: 6 });
  expect(await verifyInstallation(env, { anchor: head ?? undefined })).toMatchObject({ verdict: "whole" });
  tamper(dataDir, ...REWRITE, "DELETE FROM audit_heads", "UPDATE installation SET statement = NULL");
  await served(dataDir, (runtime) => expect(act(runtime)).rejects.toMatchObject({ code: "unavailable" }));
  expect((await verifyInstallation(env, { anchor: head ?? undefined })).verdict).not.toMatch(
    /whole|unproven/,
  );
});

const CUT_OFF = [
  "DELETE FROM audit_entries WHERE sequence > 4",
  "UPDATE audit_heads SET sequence = 4, mac = (SELECT mac FROM audit_entries WHERE sequence = 4)",
];

test("an end that was cut off together with its head is known beside the key, without an anchor, until it is accepted", async () => {
  const dataDir = await stoppedInstallation();
  const env = envOf({ DATA_DIR: dataDir });
  tamper(dataDir, ...CUT_OFF);
  const cutOff = { verdict: "cut-off", at: 5, message: expect.stringContaining("known until entry 6") };
  expect(await verifyInstallation(env, {})).toMatchObject(cutOff);

  const warned = await served(dataDir, async (runtime) => {
    expect(runtime.witness.placeDoubt()).toMatch(/older than this console left it/);
    expect(runtime.services.auditChain.trouble()).toMatch(/known until entry 6/);
    await act(runtime);
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject(cutOff);
  });
  expect(warned).toContain("known until entry 6");
  // What was written since does not cover it.
  await served(dataDir, async (runtime) => {
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject(cutOff);
    await runtime.witness.confirmPlace();
    expect(runtime.witness.placeDoubt()).toBeUndefined();
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject({ verdict: "whole" });
  });
  await served(dataDir, async (runtime) => {
    expect(accepted(dataDir)).toEqual([expect.stringContaining("known until entry 6")]);
    expect(runtime.services.auditChain.trouble()).toBeUndefined();
  });
});

test("an end that is cut off while the console serves is not covered by what is written since", async () => {
  const dataDir = await stoppedInstallation();
  await served(dataDir, async (runtime) => {
    tamper(dataDir, ...CUT_OFF);
    await act(runtime);
    await runtime.witness.close();
    expect(runtime.services.auditChain.trouble()).toMatch(/another one than this console has written/);
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject({ verdict: "broken", at: 6 });
  });
  await served(dataDir, (runtime) => expect(act(runtime)).rejects.toMatchObject({ code: "unavailable" }));
});

test("a -wal that was deleted after a crash is missed", async () => {
  const dataDir = temporaryFolder();
  const { runtime } = await start(dataDir);
  await act(runtime, 1);
  const database = new Sqlite(fileOf(dataDir));
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  await act(runtime, 2);
  const crashed = temporaryFolder();
  await runtime.witness.close();
  fs.cpSync(path.join(dataDir, "keys"), path.join(crashed, "keys"), { recursive: true });
  fs.copyFileSync(fileOf(dataDir), fileOf(crashed));
  await runtime.close();
  expect(await verifyInstallation(envOf({ DATA_DIR: crashed }), {})).toMatchObject({
    verdict: "cut-off",
    at: 3,
  });
});

/** Every file with the hash of its content, but those that SQLite keeps while it is looked at. */
const snapshot = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => [
      name,
      createHash("sha256")
        .update(fs.readFileSync(path.join(folder, name)))
        .digest("hex"),
    ]);

test("verifying writes nothing, whatever it finds", async () => {
  const dataDir = await stoppedInstallation();
  const verify = async (verdict: string, anchor?: { sequence: number; mac: string }) => {
    const before = snapshot(dataDir);
    const report = await verifyInstallation(envOf({ DATA_DIR: dataDir }), { anchor });
    expect(report).toMatchObject({ verdict });
    expect(snapshot(dataDir)).toEqual(before);
  };
  await verify("whole");
  await verify("broken", { sequence: 6, mac: "0".repeat(64) });
  await verify("cut-off", { sequence: 7, mac: "0".repeat(64) });
  tamper(dataDir, ...CUT_OFF);
  await verify("cut-off");
  tamper(dataDir, ...REWRITE, "DELETE FROM audit_heads", "DELETE FROM data_keys WHERE purpose = 'audit'");
  await verify("broken");
});

test("the command that verifies writes nothing and tells by its exit code what was found", async () => {
  const dataDir = await stoppedInstallation();
  tamper(dataDir, ...REWRITE, "DELETE FROM audit_heads");
  const before = snapshot(dataDir);
  expect(await castellan(["audit", "verify"], { DATA_DIR: dataDir })).toMatchObject({ code: 2 });
  expect(snapshot(dataDir)).toEqual(before);
  const other = await stoppedInstallation();
  fs.rmSync(witnessOf(other));
  const unproven = await castellan(["audit", "verify"], { DATA_DIR: other });
  expect([unproven.code, unproven.out]).toEqual([
    5,
    expect.stringContaining("installation.json is not there"),
  ]);
}, 120_000);

test("a log that was rewritten is gone on with by a command at the machine, which the log tells", async () => {
  const dataDir = await stoppedInstallation();
  tamper(dataDir, ...REWRITE, "DELETE FROM audit_heads");
  expect(await castellan(["audit", "accept"], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  await served(dataDir, async (runtime) => {
    await act(runtime, 1);
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject({ verdict: "whole", from: 7 });
    expect(accepted(dataDir)).toEqual([expect.stringContaining("A new chain begins here")]);
  });
  tamper(dataDir, "UPDATE audit_entries SET actorName = 'Once more' WHERE sequence = 1");
  expect(await verifyInstallation(envOf({ DATA_DIR: dataDir }), {})).toMatchObject({ verdict: "broken" });
  await served(await stoppedInstallation(), async ({ services }) => {
    await expect(services.auditChain.accept(machine)).rejects.toMatchObject({ code: "conflict" });
  });
}, 120_000);

test("a restored older backup is a new end that was meant, and asks which installation it is", async () => {
  const dataDir = await stoppedInstallation();
  const env = envOf({ DATA_DIR: dataDir });
  const file = path.join(temporaryFolder(), "monday.db");
  await served(dataDir, async (runtime) => {
    await runtime.services.backups.make(machine, file);
    await act(runtime);
  });
  await restoreBackup(env, file, { checkOnly: false, replace: true, now: new Date() });
  expect(await verifyInstallation(env, {})).toMatchObject({ verdict: "whole" });
  for (let starts = 0; starts < 2; starts += 1)
    await served(dataDir, async (runtime) => {
      expect(runtime.services.auditChain.trouble()).toBeUndefined();
      expect(runtime.witness.placeDoubt()).toMatch(/restored from a backup/);
      await act(runtime, 1);
    });
  await served(dataDir, (runtime) => runtime.witness.confirmPlace());
  await served(dataDir, async (runtime) => expect(runtime.witness.placeDoubt()).toBeUndefined());
  expect(await verifyInstallation(env, {})).toMatchObject({ verdict: "whole" });
});

test("a change of the root key keeps what is known", async () => {
  const dataDir = await stoppedInstallation();
  await served(dataDir, (runtime) => runtime.services.encryptionKeys.rotateRootKey(machine));
  expect(await verifyInstallation(envOf({ DATA_DIR: dataDir }), {})).toMatchObject({ verdict: "whole" });
  await served(dataDir, async (runtime) => expect(runtime.witness.placeDoubt()).toBeUndefined());
});

test("archiving moves the beginning, and what is known of the log stays good", async () => {
  const dataDir = temporaryFolder();
  await served(dataDir, (runtime) => act(runtime));
  const past = new Date(Date.now() + 3 * 24 * 3_600_000);
  const runtime = await createRuntime(envOf({ DATA_DIR: dataDir }), {
    log: createLog("silent"),
    clock: () => past,
  });
  const sink = { name: "old.jsonl", write: async () => undefined, close: async () => undefined };
  await runtime.services.auditChain.archive(machine, new Date(Date.now() + 24 * 3_600_000), async () => sink);
  await runtime.close();
  await served(dataDir, async (again) => {
    expect(again.services.auditChain.trouble()).toBeUndefined();
    expect(await again.services.auditChain.verify(machine)).toMatchObject({ verdict: "whole", from: 7 });
  });
  tamper(dataDir, "DELETE FROM audit_checkpoints");
  expect(await verifyInstallation(envOf({ DATA_DIR: dataDir }), {})).toMatchObject({ verdict: "broken" });
});

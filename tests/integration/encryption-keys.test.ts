/** @module-tag store */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { EncryptionKeys } from "@/lib/contracts/encryption-keys";
import { createSecret } from "@/lib/contracts/secret";
import { actorAtTheMachine } from "@/lib/server/actor";
import { openVault } from "@/lib/server/open-vault";
import { rootKeyOf } from "@/lib/server/vault/root-key";
import { consoleForTest } from "@/tests/support/console";
import { testOnSqlite } from "@/tests/support/database";
import {
  anotherProcess,
  currentKeyFor,
  keysOf,
  sealedSecrets,
  untilRotated,
  usersAreRead,
  withSecrets,
} from "@/tests/support/encryption-keys";

const machine = actorAtTheMachine("ada");

testOnSqlite(
  "an administrator sees the keys, how many secrets each seals, and that no backup is confirmed",
  async () => {
    const opened = await withSecrets();
    const keys = await keysOf(opened);
    expect(keys.rootKey).toMatchObject({ source: "generated", backup: null, needsBackup: true });
    // Both are made at the first start, perhaps within one millisecond.
    expect(keys.dataKeys).toHaveLength(2);
    expect(currentKeyFor("audit", keys)).toMatchObject({ records: null });
    expect(currentKeyFor("secrets", keys)).toMatchObject({ records: 3 });
    expect(keys.rotation).toEqual({ running: false, remaining: 0, total: 3, problem: null });
    const key = fs.readFileSync(path.join(opened.env.dataDir, "keys", "encryption.key"), "utf8").trim();
    expect(JSON.stringify(keys)).not.toContain(key);
  },
);

test("nobody but an administrator sees the keys or changes them", async () => {
  const { call } = await consoleForTest({ tenants: 1 });
  for (const as of ["operator", "viewer"] as const) {
    expect((await call("GET", "/api/encryption-keys", { as })).status).toBe(403);
    expect((await call("POST", "/api/encryption-keys/rotations", { as, body: {} })).status).toBe(403);
    const body = { fingerprint: "0".repeat(16) };
    expect((await call("POST", "/api/encryption-keys/backup-confirmation", { as, body })).status).toBe(403);
  }
  expect((await call("GET", "/api/encryption-keys", { as: "nobody", cookie: "none" })).status).toBe(401);
});

test("a rotation seals every secret anew by a new key, retires the old one, and the secrets stay what they were", async () => {
  const opened = await withSecrets();
  const before = sealedSecrets(opened);
  const versions = opened.sql("SELECT version FROM credentials ORDER BY id");
  const oldKey = currentKeyFor("secrets", await keysOf(opened));
  const answer = await opened.call("POST", "/api/encryption-keys/rotations", { body: {} });
  expect(answer.status).toBe(201);
  const keys = await untilRotated(opened);
  const [newKey] = keys.dataKeys;
  expect(newKey).toMatchObject({ purpose: "secrets", current: true, retiredAt: null, records: 3 });
  const retired = keys.dataKeys.find(({ id }) => id === oldKey?.id);
  expect(retired).toMatchObject({ current: false, records: 0 });
  expect(retired?.retiredAt).not.toBeNull();
  const after = sealedSecrets(opened);
  expect(after.filter((sealed) => before.includes(sealed))).toEqual([]);
  expect(after.every((sealed) => sealed.startsWith(`c1.${newKey?.id}.`))).toBe(true);
  // The same secrets: access tokens got with them stay good.
  expect(opened.sql("SELECT version FROM credentials ORDER BY id")).toEqual(versions);
  expect(await usersAreRead(opened)).toBe(true);
  const { data } = (await opened.call("GET", "/api/audit-events")).json<{
    data: { action: string; outcome: string }[];
  }>();
  expect(data[0]).toMatchObject({ action: "encryption-key.rotate", outcome: "succeeded" });
});

test("a second factor's secret is sealed anew too", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  const { vault } = await openVault(opened.store, opened.env);
  const place = { table: "people", record: opened.people.viewer, field: "totpSecret" };
  const sealed = vault.seal(place, createSecret("TOTP"));
  opened.sql("UPDATE people SET sealedTotpSecret = ? WHERE id = ?", sealed, place.record);
  await (await opened.runtime.services.encryptionKeys.rotateDataKeys(machine)).finished;
  const [row] = opened.sql("SELECT sealedTotpSecret FROM people WHERE id = ?", place.record);
  const [newest] = (await keysOf(opened)).dataKeys;
  expect(String(row?.sealedTotpSecret).split(".")[1]).toBe(newest?.id);
  expect((await vault.open(place, String(row?.sealedTotpSecret))).reveal()).toBe("TOTP");
});

test("a secret that another process has sealed by a new key is opened by this one", async () => {
  const opened = await withSecrets();
  const other = await anotherProcess(opened);
  await (await other.services.encryptionKeys.rotateDataKeys(machine)).finished;
  expect(await usersAreRead(opened, 0)).toBe(true);
  expect(await usersAreRead(opened, 1)).toBe(true);
});

test("of two who rotate at once one is told to wait", async () => {
  const opened = await withSecrets();
  const other = await anotherProcess(opened);
  const answers = await Promise.allSettled([
    other.services.encryptionKeys.rotateDataKeys(machine),
    opened.runtime.services.encryptionKeys.rotateDataKeys(machine),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = answers.find((answer) => answer.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "conflict" });
  expect((await untilRotated(opened)).dataKeys.filter(({ purpose }) => purpose === "secrets")).toHaveLength(
    2,
  );
});

test("a secret that is replaced while its record is being sealed anew stays replaced", async () => {
  const opened = await withSecrets();
  const { store } = opened;
  const [column] = store.sealedRecords.columns;
  const [was] = (await column?.page({ after: "", limit: 1 })) ?? [];
  if (!column || !was) throw new Error("There is no record.");
  opened.sql("UPDATE credentials SET sealedSecret = 'newer' WHERE id = ?", was.record);
  expect(await column.replace(was, "older, sealed anew")).toBe(false);
  expect(opened.sql("SELECT sealedSecret FROM credentials WHERE id = ?", was.record)).toEqual([
    { sealedSecret: "newer" },
  ]);
});

test("a record that cannot be opened holds nothing up: the others move, its key stays, and the page says so", async () => {
  const opened = await withSecrets();
  const [first, second] = opened.sql("SELECT id, sealedSecret FROM credentials ORDER BY id");
  opened.sql("UPDATE credentials SET sealedSecret = ? WHERE id = ?", second?.sealedSecret, first?.id);
  const { finished } = await opened.runtime.services.encryptionKeys.rotateDataKeys(machine);
  await finished;
  const keys = await keysOf(opened);
  expect(keys.rotation).toMatchObject({ running: false, remaining: 1 });
  expect(keys.rotation.problem).toMatch(/1 record cannot be opened/);
  expect(keys.dataKeys.find(({ current, purpose }) => !current && purpose === "secrets")).toMatchObject({
    records: 1,
    retiredAt: null,
  });
  // Nor does it keep the next rotation from beginning.
  expect((await opened.runtime.services.encryptionKeys.rotateDataKeys(machine)).madeKey).toBe(true);
});

test("a rotation that was cut off is gone on with, without another key", async () => {
  const opened = await withSecrets();
  const former = sealedSecrets(opened);
  const ids = opened.sql("SELECT id FROM credentials ORDER BY id").map(({ id }) => id);
  await (await opened.runtime.services.encryptionKeys.rotateDataKeys(machine)).finished;
  // As if it had been killed after the first record.
  opened.sql("UPDATE credentials SET sealedSecret = ? WHERE id = ?", former[1], ids[1]);
  opened.sql("UPDATE credentials SET sealedSecret = ? WHERE id = ?", former[2], ids[2]);
  expect((await keysOf(opened)).rotation.remaining).toBe(2);
  const { madeKey, finished } = await opened.runtime.services.encryptionKeys.rotateDataKeys(machine);
  await finished;
  expect(madeKey).toBe(false);
  opened.sql("UPDATE credentials SET sealedSecret = ? WHERE id = ?", former[1], ids[1]);
  await (await anotherProcess(opened)).tendDataKeys();
  expect((await keysOf(opened)).rotation.remaining).toBe(0);
  expect((await keysOf(opened)).dataKeys).toHaveLength(3);
  expect(await usersAreRead(opened)).toBe(true);
});

test("a rotation that was cut off after its last record still retires the key that nothing needs any more", async () => {
  const opened = await withSecrets();
  await (await opened.runtime.services.encryptionKeys.rotateDataKeys(machine)).finished;
  const retired = () =>
    opened.sql("SELECT id FROM data_keys WHERE purpose = 'secrets' AND retiredAt IS NOT NULL").length;
  expect(retired()).toBe(1);
  opened.sql("UPDATE data_keys SET retiredAt = NULL");
  await (await anotherProcess(opened)).tendDataKeys();
  expect(retired()).toBe(1);
});

testOnSqlite(
  "the root key is changed while the console serves; the next start needs the new one alone",
  async () => {
    const opened = await withSecrets();
    const file = path.join(opened.env.dataDir, "keys", "encryption.key");
    const former = fs.readFileSync(file, "utf8").trim();
    const other = await anotherProcess(opened);
    const keys = await other.services.encryptionKeys.rotateRootKey(machine);
    const current = fs.readFileSync(file, "utf8").trim();
    expect(current).not.toBe(former);
    expect(keys.rootKey).toMatchObject({ fingerprint: rootKeyOf(current).id, needsBackup: true });
    expect(fs.readdirSync(path.dirname(file)).sort()).toEqual([
      "encryption.key",
      "installation.json",
      "session.key",
    ]);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(await usersAreRead(opened)).toBe(true);
    // What serves wraps a new data key with the key that is there now, not with the one it was started with.
    await (await opened.runtime.services.encryptionKeys.rotateDataKeys(machine)).finished;
    expect(opened.sql("SELECT DISTINCT rootKeyId FROM data_keys")).toEqual([
      { rootKeyId: rootKeyOf(current).id },
    ]);
    const next = await anotherProcess(opened);
    expect((await next.services.encryptionKeys.get(machine)).rotation.remaining).toBe(0);
  },
);

testOnSqlite.each([
  ["the former key was set aside", (file: string) => fs.copyFileSync(file, `${file}.previous`)],
  [
    "the new key was written",
    (file: string) => {
      fs.copyFileSync(file, `${file}.previous`);
      fs.writeFileSync(`${file}.new`, randomBytes(32).toString("base64"), { mode: 0o600 });
    },
  ],
  [
    "the new key was put in place",
    (file: string) => {
      fs.renameSync(file, `${file}.previous`);
      fs.writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600 });
    },
  ],
])("a change of the root key that was cut off after %s takes nothing away", async (_when, cutOff) => {
  const opened = await withSecrets();
  const file = path.join(opened.env.dataDir, "keys", "encryption.key");
  cutOff(file);
  const next = await anotherProcess(opened);
  expect(opened.sql("SELECT DISTINCT rootKeyId FROM data_keys")).toEqual([
    { rootKeyId: rootKeyOf(fs.readFileSync(file, "utf8")).id },
  ]);
  await next.services.encryptionKeys.rotateRootKey(machine);
  await anotherProcess(opened);
  expect(await usersAreRead(opened)).toBe(true);
  expect(fs.readdirSync(path.dirname(file)).sort()).toEqual([
    "encryption.key",
    "installation.json",
    "session.key",
  ]);
});

test("a root key that was given is not changed by the command, which says how it is done", async () => {
  const opened = await consoleForTest({
    tenants: 1,
    env: { CASTELLAN_ENCRYPTION_KEY: randomBytes(32).toString("base64") },
  });
  const refused = opened.runtime.services.encryptionKeys.rotateRootKey(machine);
  await expect(refused).rejects.toMatchObject({
    code: "conflict",
    details: { advice: expect.stringMatching(/CASTELLAN_ENCRYPTION_KEY_PREVIOUS.*restart/s) },
  });
  expect((await keysOf(opened)).rootKey).toMatchObject({ source: "environment", needsBackup: false });
});

test("a console whose root key was changed elsewhere makes no data key that would be lost", async () => {
  const opened = await consoleForTest({
    tenants: 1,
    env: { CASTELLAN_ENCRYPTION_KEY: randomBytes(32).toString("base64") },
  });
  opened.sql("UPDATE data_keys SET rootKeyId = 'another' WHERE purpose = 'audit'");
  const answer = await opened.call("POST", "/api/encryption-keys/rotations", { body: {} });
  expect([answer.status, answer.problem().code]).toEqual([409, "conflict"]);
  expect((await opened.call("GET", "/api/encryption-keys")).status).toBe(200);
  expect(opened.sql("SELECT id FROM data_keys")).toHaveLength(2);
});

testOnSqlite(
  "a backup is confirmed for the key in use alone, and asked for again after the key was changed",
  async () => {
    const opened = await consoleForTest({ tenants: 1 });
    const { encryptionKeys } = opened.runtime.services;
    const { fingerprint } = (await keysOf(opened)).rootKey;
    const confirm = (body: unknown) =>
      opened.call("POST", "/api/encryption-keys/backup-confirmation", { body });
    const wrong = await confirm({ fingerprint: "0123456789abcdef" });
    expect(wrong.status).toBe(400);
    expect(wrong.problem().errors?.[0]?.message).toContain(fingerprint);
    expect((await confirm({ fingerprint: "no" })).status).toBe(400);
    expect(await encryptionKeys.needsBackup()).toBe(true);
    // Whoever can write the database cannot make the reminder go away.
    opened.sql(
      "UPDATE installation SET backupConfirmedFor = ?, backupConfirmedBy = 'Ada', backupConfirmedAt = '2026-11-21T00:00:00.000+00:00'",
      fingerprint,
    );
    expect(await encryptionKeys.needsBackup()).toBe(true);
    const right = await confirm({ fingerprint: ` ${fingerprint.toUpperCase()} ` });
    expect(right.json<EncryptionKeys>().rootKey).toMatchObject({
      needsBackup: false,
      backup: { confirmedBy: "The admin" },
    });
    expect(await encryptionKeys.needsBackup()).toBe(false);
    await encryptionKeys.rotateRootKey(machine);
    expect(await encryptionKeys.needsBackup()).toBe(true);
  },
);

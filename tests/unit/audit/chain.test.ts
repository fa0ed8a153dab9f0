import { createHmac } from "node:crypto";
import fs from "node:fs";
import Sqlite from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { type VerifyOptions, verifyChain } from "@/lib/server/audit/verify";
import { makeDataKey } from "@/lib/server/vault/keyring";
import { createMacKeys, type MacKeys } from "@/lib/server/vault/mac-keys";
import { chainForTest, auditEntryForTest as entry, macKeysForTest } from "@/tests/support/audit";
import { storeForTest } from "@/tests/support/store";

// The first store of a process takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

async function logOf(entries: number, keys?: MacKeys) {
  const { store, file } = storeForTest();
  const chained = await chainForTest(store, keys ? { keys } : {});
  const add = (count: number, prefix: string) =>
    store.transaction(async (entities) => {
      for (let index = 0; index < count; index += 1)
        await entities.auditEntries.add(entry(`${prefix}${index}`, { detail: `Detail ${index}` }));
    });
  await add(entries, "e");
  const { known } = chained;
  const verify = (options?: VerifyOptions) =>
    verifyChain(store.auditChain, chained.keys, { known, ...options });
  /** What somebody does who has the database file and knows how to drop a trigger. */
  const tamper = (...statements: string[]) => {
    const database = new Sqlite(file);
    const triggers = database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as {
      name: string;
    }[];
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
    for (const statement of statements) database.exec(statement);
    database.close();
  };
  return { store, file, add, verify, tamper, ...chained };
}

test("a log that nobody touched is whole, and says where it ends", async () => {
  const { verify, store } = await logOf(30);
  const head = await store.auditChain.head();
  expect(await verify()).toMatchObject({
    verdict: "whole",
    entries: 30,
    from: 1,
    to: 30,
    at: null,
    head: { sequence: 30, mac: head?.mac },
  });
  expect(await verify({ from: 10, to: 12 })).toMatchObject({ verdict: "whole", entries: 3 });
  // What was asked for and is not there is not called whole.
  for (const asked of [{ from: 3, to: 2 }, { from: 31 }])
    expect(await verify(asked)).toMatchObject({ verdict: "unproven", entries: 0 });
  const empty = await logOf(0);
  expect(await empty.verify()).toMatchObject({ verdict: "whole", entries: 0 });
});

test.each(
  Object.entries(entry("x"))
    .filter(([name]) => name !== "id")
    .map(([name, value]) => [name, value] as const),
)("a changed %s is found at its entry", async (name) => {
  const { verify, tamper } = await logOf(8);
  const changed = name === "at" ? "'2026-11-21T09:30:00.124+00:00'" : "'something else'";
  tamper(`UPDATE audit_entries SET "${name}" = ${changed} WHERE sequence = 5`);
  expect(await verify()).toMatchObject({ verdict: "broken", at: 5, entries: 4 });
  expect(await verify({ to: 4 })).toMatchObject({ verdict: "whole" });
  expect(await verify({ from: 6 })).toMatchObject({ verdict: "whole" });
});

test.each(["'no moment'", "''", "7", "x'00'"])(
  "a moment that is none (%s) is found at its entry",
  async (value) => {
    const { verify, tamper } = await logOf(3);
    tamper(`UPDATE audit_entries SET at = ${value} WHERE sequence = 2`);
    expect(await verify()).toMatchObject({ verdict: "broken", at: 2 });
  },
);

test("entries that an older program wrote verify, beside those that say whose token it was", async () => {
  const { keys, store, add, verify, tamper } = await logOf(3);
  const head = await store.auditChain.head();
  // As it was computed before there were owners and parts.
  const third = await store.auditChain.row(3);
  const second = await store.auditChain.row(2);
  if (!third || !second) throw new Error("The log is empty.");
  const { mac, partOf, owner, ...older } = third;
  const inOrder = [
    ...["sequence", "id", "intentId", "at", "action", "actorId", "actorName", "actorEmail", "actorRole"],
    ...["sessionId", "objectType", "objectId", "objectName", "tenantId", "tenantName", "outcome", "detail"],
    ...["qlik", "requestId", "address", "reason", "keyId"],
  ] as const;
  const written = inOrder.map((name) => (older as Record<string, unknown>)[name]);
  const expected = createHmac("sha256", keys.current.bytes)
    .update(JSON.stringify([second.mac, "castellan audit entry 1", ...written]))
    .digest("hex");
  expect([mac, partOf, owner, head?.mac]).toEqual([expected, null, null, expected]);

  await store.auditEntries.add(entry("whose", { partOf: "e0", owner: '{"user":null}' }));
  await add(2, "after");
  expect(await verify()).toMatchObject({ verdict: "whole", entries: 6 });
  tamper("UPDATE audit_entries SET partOf = NULL, owner = NULL WHERE sequence = 4");
  expect(await verify()).toMatchObject({ verdict: "broken", at: 4 });
});

test("null and an empty text are told apart", async () => {
  const { verify, tamper } = await logOf(3);
  tamper("UPDATE audit_entries SET reason = '' WHERE sequence = 2");
  expect(await verify()).toMatchObject({ verdict: "broken", at: 2 });
});

test("an entry that was taken out is missed at its place, at the start, in the middle and before a range", async () => {
  for (const gone of [1, 5]) {
    const { verify, tamper } = await logOf(8);
    tamper(`DELETE FROM audit_entries WHERE sequence = ${gone}`);
    expect(await verify()).toMatchObject({ verdict: "broken", at: gone });
  }
  const { verify, tamper } = await logOf(8);
  tamper("DELETE FROM audit_entries WHERE sequence = 5");
  expect(await verify({ from: 6 })).toMatchObject({ verdict: "broken", at: 5 });
  expect(await verify({ to: 5 })).toMatchObject({ verdict: "broken", at: 5 });
});

test("two entries that changed places are found at the first of them", async () => {
  const { verify, tamper } = await logOf(8);
  tamper(
    "UPDATE audit_entries SET sequence = 100 WHERE sequence = 4",
    "UPDATE audit_entries SET sequence = 4 WHERE sequence = 5",
    "UPDATE audit_entries SET sequence = 5 WHERE sequence = 100",
  );
  expect(await verify()).toMatchObject({ verdict: "broken", at: 4 });
});

test("an end that was cut off is missed, also when the console has gone on writing since", async () => {
  const { verify, tamper, add } = await logOf(8);
  tamper("DELETE FROM audit_entries WHERE sequence > 6");
  expect(await verify()).toMatchObject({
    verdict: "cut-off",
    at: 7,
    message: "The log was cut off: it ended at entry 8, and 2 at its end are gone.",
  });
  await add(2, "later");
  expect(await verify()).toMatchObject({
    verdict: "broken",
    at: 7,
    message: "Entries 7 to 8 were taken out.",
  });
});

test("entries added past the console are found: without a mac, with a guessed one, and past the end", async () => {
  const columns = "id, at, action, actorName, actorEmail, requestId, sequence, mac, keyId";
  const forged = (sequence: number, mac: string) =>
    `INSERT INTO audit_entries (${columns}) SELECT 'forged', at, action, 'Eve', actorEmail, requestId, ${sequence}, ${mac}, keyId FROM audit_entries WHERE sequence = 1`;
  for (const mac of ["NULL", "'00'", "mac"]) {
    const { verify, tamper } = await logOf(8);
    tamper(forged(9, mac));
    expect(await verify()).toMatchObject({ verdict: "broken", at: 9 });
    tamper("UPDATE audit_heads SET sequence = 9");
    expect(await verify()).toMatchObject({ verdict: "broken", at: 9 });
  }
  const { verify, tamper } = await logOf(8);
  tamper(
    "DELETE FROM audit_entries WHERE sequence > 6",
    forged(7, "mac"),
    forged(8, "mac").replace("'forged'", "'again'"),
  );
  expect(await verify()).toMatchObject({ verdict: "broken", at: 7 });
});

test("cutting off the end together with the row that knows it shows against what is known outside, and an anchor", async () => {
  const { verify, tamper, store, add, known } = await logOf(6);
  const before = await store.auditChain.head();
  await add(2, "more");
  const kept = await store.auditChain.head();
  const anchor = { sequence: kept?.sequence ?? 0, mac: kept?.mac ?? "" };
  const head = anchor;
  expect(await verify({ anchor })).toMatchObject({ verdict: "whole" });
  tamper(
    "DELETE FROM audit_entries WHERE sequence > 6",
    `UPDATE audit_heads SET sequence = 6, mac = '${before?.mac}'`,
  );
  expect(await verify()).toMatchObject({ verdict: "whole" });
  expect(await verify({ anchor })).toMatchObject({ verdict: "cut-off", at: 7 });
  expect(await verify({ known: { ...known, head } })).toMatchObject({ verdict: "cut-off", at: 7 });
  await add(5, "again");
  expect(await verify({ anchor })).toMatchObject({ verdict: "broken", at: 8 });
  expect(await verify({ known: { ...known, head } })).toMatchObject({ verdict: "broken", at: 8 });
});

test("macs that were all taken away show against where the chain is known to begin, and an anchor", async () => {
  const { verify, tamper, store } = await logOf(6);
  const { sequence = 0, mac = "" } = (await store.auditChain.head()) ?? {};
  tamper(
    "UPDATE audit_entries SET mac = NULL, keyId = NULL, actorName = 'Somebody else'",
    "DELETE FROM audit_heads",
  );
  expect(await verify()).toMatchObject({ verdict: "broken", at: 1 });
  for (const anchor of [
    { sequence, mac },
    { sequence: 3, mac },
  ])
    expect((await verify({ known: undefined, anchor })).verdict).not.toBe("whole");
  expect((await verify({ known: undefined, to: 4 })).verdict).not.toBe("whole");
});

test("an anchor counts only where its entry was verified: gone, without a mac, with another, or outside of the range it fails", async () => {
  const { verify, tamper, store } = await logOf(8);
  const anchor = { sequence: 3, mac: (await store.auditChain.row(3))?.mac ?? "" };
  expect(await verify({ anchor, known: undefined })).toMatchObject({ verdict: "whole" });
  expect(await verify({ anchor, from: 5 })).toMatchObject({ verdict: "unproven", at: 3 });
  expect(await verify({ anchor, to: 2 })).toMatchObject({ verdict: "unproven", at: 3 });
  expect(await verify({ anchor: { ...anchor, mac: "0".repeat(64) }, from: 5 })).toMatchObject({
    verdict: "broken",
    at: 3,
  });
  tamper("UPDATE audit_entries SET mac = NULL WHERE sequence = 3");
  expect(await verify({ anchor, from: 5 })).toMatchObject({ verdict: "broken", at: 3 });
  tamper("DELETE FROM audit_entries WHERE sequence = 3");
  expect(await verify({ anchor, from: 5 })).toMatchObject({ verdict: "broken", at: 3 });
});

test("a log that holds together is not called whole where nothing outside says where it begins and ends", async () => {
  const { verify } = await logOf(4);
  expect(await verify({ known: undefined })).toMatchObject({
    verdict: "unproven",
    entries: 4,
    at: null,
    message: expect.stringContaining("keys/installation.json is not there"),
  });
});

test("a head that is gone is missed, and nothing more is written", async () => {
  const { verify, tamper, add } = await logOf(3);
  tamper("DELETE FROM audit_heads");
  expect(await verify()).toMatchObject({ verdict: "cut-off", at: 4 });
  await expect(add(1, "more")).rejects.toMatchObject({ code: "unavailable" });
});

test("an entry of another key names the key that is missing; entries of older keys stay good", async () => {
  const [old, young] = [makeDataKey("audit", "audit-1"), makeDataKey("audit", "audit-2")];
  const { store, verify, known } = await logOf(3, createMacKeys("i", [old]));
  await chainForTest(store, { keys: createMacKeys("i", [old, young]) });
  await store.auditEntries.add(entry("younger"));
  expect(await verify()).toMatchObject({
    verdict: "key-missing",
    at: 4,
    message: expect.stringContaining("audit-2"),
  });
  const both = createMacKeys("i", [old, young]);
  expect(await verifyChain(store.auditChain, both, { known })).toMatchObject({
    verdict: "whole",
    entries: 4,
  });
  const other = macKeysForTest();
  expect(await verifyChain(store.auditChain, other)).toMatchObject({ verdict: "broken", at: 1 });
});

test("entries from before the chain are covered by its first one", async () => {
  const { store, file } = storeForTest();
  const database = new Sqlite(file);
  for (const id of ["a", "b"])
    database.exec(
      `INSERT INTO audit_entries (id, at, action, actorName, actorEmail, requestId) VALUES ('${id}', '2026-01-01T00:00:00.000+00:00', 'session.sign-in', 'n', 'e', 'r')`,
    );
  database.close();
  const { keys, known } = await chainForTest(store);
  await store.auditEntries.add(entry("new"));
  expect(await store.auditChain.row(3)).toMatchObject({
    action: "audit.begin-chain",
    detail: expect.stringContaining("the 2 written before"),
  });
  const whole = { verdict: "whole", entries: 2, from: 3 };
  expect(await verifyChain(store.auditChain, keys, { known })).toMatchObject(whole);
  const again = new Sqlite(file);
  again.exec("DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET actorName = 'm' WHERE id = 'a'");
  again.close();
  expect(await verifyChain(store.auditChain, keys)).toMatchObject({ verdict: "broken", at: 3 });
  expect(await verifyChain(store.auditChain, keys, { known })).toMatchObject({ verdict: "broken", at: 1 });
});

test("many who write at once get one unbroken chain; what is rolled back leaves no gap and is not told", async () => {
  const printed: string[] = [];
  const { store } = storeForTest();
  const { keys, known } = await chainForTest(store, { print: (line) => void printed.push(line) });
  const works = Array.from({ length: 40 }, (_, index) =>
    index % 4 === 0
      ? store.transaction(async (entities) => {
          await entities.auditEntries.add(entry(`undone${index}`));
          throw new Error("no");
        })
      : index % 4 === 1
        ? store.transaction(async (entities) => {
            for (const part of ["a", "b", "c"]) await entities.auditEntries.add(entry(`${index}${part}`));
          })
        : store.auditEntries.add(entry(`one${index}`)),
  );
  await Promise.allSettled(works);
  const whole = { verdict: "whole", entries: 50, to: 50 };
  expect(await verifyChain(store.auditChain, keys, { known })).toMatchObject(whole);
  expect(printed).toHaveLength(50);
  expect(printed.join("")).not.toContain("undone");
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ type: "audit", sequence: 1, actorName: "Ada" });
  expect(printed.join("")).not.toContain('"session"');
});

test("text that no database keeps as it came is chained as it is kept", async () => {
  const { store } = storeForTest();
  const { keys, known } = await chainForTest(store);
  const hostile = "a\u0000b\uD800c \u202E 👩‍🚀";
  await store.auditEntries.add(entry("odd", { objectName: hostile, reason: hostile, objectId: hostile }));
  expect(await verifyChain(store.auditChain, keys, { known })).toMatchObject({ verdict: "whole" });
  expect((await store.auditChain.row(1))?.objectName).toBe("a\uFFFDb\uFFFDc \u202E 👩‍🚀");
});

test("the end is told to the console's log every hundred entries, and after a minute", async () => {
  let at = 0;
  const { store } = storeForTest();
  const { logged } = await chainForTest(store, { now: () => at });
  const told = () =>
    logged
      .filter((line) => line.includes("the audit log ends here"))
      .map((line) => JSON.parse(line).sequence);
  await store.auditEntries.add(entry("first"));
  expect(told()).toEqual([1]);
  for (let index = 0; index < 100; index += 1) await store.auditEntries.add(entry(`e${index}`));
  expect(told()).toEqual([1, 101]);
  at += 60_000;
  await store.auditEntries.add(entry("later"));
  expect(told()).toEqual([1, 101, 102]);
});

test("a signed checkpoint lets entries go, and the chain goes on from it; one that nobody signed is found", async () => {
  const { verify, tamper, file } = await logOf(10);
  const database = new Sqlite(file);
  database.exec(
    "INSERT INTO audit_checkpoints (sequence, mac, keyId, entries, file, archivedAt, signature) SELECT 6, mac, keyId, 6, 'x', '2026-11-21T00:00:00.000+00:00', mac FROM audit_entries WHERE sequence = 6; DELETE FROM audit_entries WHERE sequence <= 6",
  );
  expect(() => database.exec("DELETE FROM audit_entries WHERE sequence = 7")).toThrow(/append-only/);
  expect(() => database.exec("DELETE FROM audit_checkpoints")).toThrow(/append-only/);
  database.close();
  expect(await verify()).toMatchObject({
    verdict: "broken",
    at: 6,
    message: expect.stringContaining("not signed"),
  });
  tamper("DELETE FROM audit_checkpoints");
  expect(await verify()).toMatchObject({ verdict: "broken" });
  expect(fs.existsSync(file)).toBe(true);
});

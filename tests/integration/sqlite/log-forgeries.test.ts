import fs from "node:fs";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { actorAtTheMachine } from "@/lib/server/actor";
import { createLog } from "@/lib/server/log";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { verifyInstallation } from "@/lib/server/verify-installation";
import { envOf, temporaryFolder } from "@/tests/support/console";

const machine = actorAtTheMachine("ada");
const DAY = 24 * 3_600_000;

async function served<T>(
  dataDir: string,
  work: (runtime: Runtime) => Promise<T>,
  clock = () => new Date(),
): Promise<T> {
  const runtime = await createRuntime(envOf({ DATA_DIR: dataDir }), { log: createLog("silent"), clock });
  return work(runtime).finally(() => runtime.close());
}

const act = async (runtime: Runtime, times = 3) => {
  const settings = { secondFactorRequiredFor: [], absoluteHours: 12 };
  for (let index = 0; index < times; index += 1)
    await runtime.services.settings.changeSignIn(machine, { ...settings, idleMinutes: 20 + index });
};

const verify = (dataDir: string) => verifyInstallation(envOf({ DATA_DIR: dataDir }), {});

/** What somebody does who may write the database, knows SQL, and has no key. */
function tamper(dataDir: string, work: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(path.join(dataDir, "castellan.db"));
  const triggers = database.prepare<[], { name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'trigger'",
  );
  for (const { name } of triggers.all()) database.exec(`DROP TRIGGER "${name}"`);
  work(database);
  database.close();
}

const macOf = (database: Sqlite.Database, sequence: number) =>
  database
    .prepare<[number], { mac: string }>("SELECT mac FROM audit_entries WHERE sequence = ?")
    .get(sequence)?.mac;

test("a cut-off end is not taken for one that is back because its mac stands in the row of another entry", async () => {
  const dataDir = temporaryFolder();
  await served(dataDir, (runtime) => act(runtime));
  let cut: string | undefined;
  tamper(dataDir, (database) => {
    cut = macOf(database, 6);
    database.exec("DELETE FROM audit_entries WHERE sequence > 4");
    database.exec(
      "UPDATE audit_heads SET sequence = 4, mac = (SELECT mac FROM audit_entries WHERE sequence = 4)",
    );
  });
  // Four more take the places of those that are gone.
  await served(dataDir, (runtime) => act(runtime, 2));
  let own: string | undefined;
  const setMac = (mac: string | undefined) =>
    tamper(dataDir, (database) => {
      own ??= macOf(database, 6);
      database.prepare("UPDATE audit_entries SET mac = ? WHERE sequence = 6").run(mac);
    });
  setMac(cut);
  await served(dataDir, async () => undefined);
  setMac(own);

  expect(await verify(dataDir)).toMatchObject({ verdict: "cut-off", at: 5 });
  await served(dataDir, async (runtime) => {
    expect(runtime.services.auditChain.trouble()).toMatch(/known until entry 6/);
    expect(runtime.witness.placeDoubt()).toBeDefined();
  });
});

/** A copy of the last entry in another place, in the name of somebody else. */
const forge = (sequence: number) => (database: Sqlite.Database) => {
  database.exec("CREATE TEMP TABLE forged AS SELECT * FROM audit_entries ORDER BY sequence DESC LIMIT 1");
  database
    .prepare("UPDATE forged SET sequence = ?, id = 'forged', intentId = NULL, actorName = 'Somebody else'")
    .run(sequence);
  database.exec("INSERT INTO audit_entries SELECT * FROM forged");
};

test.each([0, -3])(
  "an entry that was put before the first one, at %d, is not called whole",
  async (sequence) => {
    const dataDir = temporaryFolder();
    await served(dataDir, (runtime) => act(runtime));
    tamper(dataDir, forge(sequence));
    expect(await verify(dataDir)).toMatchObject({ verdict: "broken", at: sequence });
  },
);

test("an entry that was put where others were archived is not called whole", async () => {
  const dataDir = temporaryFolder();
  await served(dataDir, (runtime) => act(runtime));
  const sink = { name: "old.jsonl", write: async () => undefined, close: async () => undefined };
  const later = () => new Date(Date.now() + 3 * DAY);
  await served(
    dataDir,
    ({ services }) => services.auditChain.archive(machine, new Date(Date.now() + DAY), async () => sink),
    later,
  );
  expect(await verify(dataDir)).toMatchObject({ verdict: "whole" });
  tamper(dataDir, forge(2));
  expect(await verify(dataDir)).toMatchObject({ verdict: "unproven", at: 2 });
});

test("an end that is cut off while the console serves is missed, though another entry is shown with its mac", async () => {
  const dataDir = temporaryFolder();
  await served(dataDir, (runtime) => act(runtime));
  await served(dataDir, async (runtime) => {
    tamper(dataDir, (database) =>
      database.exec(`
        CREATE TABLE hidden AS SELECT mac FROM audit_entries WHERE sequence = 6;
        DELETE FROM audit_entries WHERE sequence = 5;
        UPDATE audit_heads SET sequence = 4, mac = (SELECT mac FROM audit_entries WHERE sequence = 4);
        CREATE TRIGGER decoy BEFORE INSERT ON audit_entries WHEN NEW.sequence = 6 BEGIN
          DELETE FROM audit_entries WHERE sequence = 6;
        END;
        CREATE TRIGGER shown AFTER INSERT ON audit_entries WHEN NEW.sequence = 6 BEGIN
          UPDATE audit_entries SET mac = (SELECT mac FROM hidden) WHERE sequence = 6;
          UPDATE hidden SET mac = NEW.mac;
        END;`),
    );
    await act(runtime, 2);
    await runtime.witness.close();
    expect(runtime.services.auditChain.trouble()).toMatch(/another one than this console has written/);
  });
  tamper(dataDir, (database) =>
    database.exec("UPDATE audit_entries SET mac = (SELECT mac FROM hidden) WHERE sequence = 6"),
  );
  expect(await verify(dataDir)).toMatchObject({ verdict: "broken", at: 6 });
});

test("a log is not called whole by a file that a start has made out of the database, until somebody has answered", async () => {
  const dataDir = temporaryFolder();
  await served(dataDir, (runtime) => act(runtime));
  fs.rmSync(path.join(dataDir, "keys", "installation.json"));
  tamper(dataDir, (database) =>
    database.exec(`
      DELETE FROM audit_entries WHERE sequence > 4;
      UPDATE audit_heads SET sequence = 4, mac = (SELECT mac FROM audit_entries WHERE sequence = 4)`),
  );
  await served(dataDir, async (runtime) => {
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject({ verdict: "unproven" });
  });
  expect(await verify(dataDir)).toMatchObject({ verdict: "unproven" });
  await served(dataDir, async (runtime) => {
    await runtime.witness.confirmPlace();
    expect(await runtime.services.auditChain.verify(machine)).toMatchObject({ verdict: "whole" });
  });
});

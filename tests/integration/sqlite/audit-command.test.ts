import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { castellan } from "@/tests/support/castellan";
import { consoleForTest, type OpenConsole, temporaryFolder } from "@/tests/support/console";

/** Verifies a copy of the log in which somebody with access to the file has done something. */
async function verifyAfter({ sql, env }: OpenConsole, tampering: string, ...args: string[]) {
  const file = path.join(temporaryFolder(), "castellan.db");
  sql("VACUUM INTO ?", file);
  const database = new Sqlite(file);
  const triggers = database.prepare<[], { name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'trigger'",
  );
  for (const { name } of triggers.all()) database.exec(`DROP TRIGGER "${name}"`);
  database.exec(tampering);
  database.close();
  const variables = { DATA_DIR: env.dataDir, DATABASE_URL: `file:${file}` };
  return castellan(["audit", "verify", ...args], variables);
}

test("whoever verifies at the machine is told by the exit code what became of the log", async () => {
  const opened = await consoleForTest({ tenants: 1 });
  for (let minutes = 20; minutes < 24; minutes += 1)
    await opened.call("PUT", "/api/settings/sign-in", {
      body: { secondFactorRequiredFor: [], idleMinutes: minutes, absoluteHours: 12 },
    });
  const { sequence, mac } = opened.sql("SELECT sequence, mac FROM audit_heads")[0] ?? {};
  const last = "(SELECT max(sequence) FROM audit_entries)";
  const cutOff = `
    DELETE FROM audit_entries WHERE sequence > ${last} - 2;
    UPDATE audit_heads SET sequence = ${last}, mac = (SELECT mac FROM audit_entries WHERE sequence = ${last})
  `;

  const [whole, broken, cut, keyless] = await Promise.all([
    verifyAfter(opened, "", "--json"),
    verifyAfter(opened, "UPDATE audit_entries SET detail = 'x' WHERE sequence = 4"),
    verifyAfter(opened, cutOff, "--anchor", `${sequence}:${mac}`),
    verifyAfter(opened, "DELETE FROM data_keys WHERE purpose = 'audit'"),
  ]);
  expect([whole, broken, cut, keyless].map(({ code, complaints }) => [code, complaints])).toEqual([
    [0, ""],
    [2, ""],
    [3, ""],
    [4, ""],
  ]);
  expect(JSON.parse(whole.out)).toMatchObject({
    verdict: "whole",
    at: null,
    from: 1,
    head: { sequence, mac },
  });
  expect(broken.out).toContain("Entry 4 is not as it was written");
  expect(cut.out).toContain(`known until entry ${sequence}`);
  expect(keyless.out).toContain("which this installation does not have");
}, 120_000);

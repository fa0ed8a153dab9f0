import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { consoleForTest, type OpenConsole } from "@/tests/support/console";
import { testOnPostgresql, testOnSqlite } from "@/tests/support/database";
import { postgresqlSql } from "@/tests/support/postgresql/sql";

const read = ({ call }: OpenConsole) => call("GET", "/api/tenants");
/** A change of one transaction. */
const change = (opened: OpenConsole) =>
  opened.store
    .transaction(({ setupLinks }) => setupLinks.replace("changed"))
    .then(
      () => "done",
      (error: { code?: string }) => error.code,
    );

testOnSqlite(
  "while another process has the file locked, changes are told so and reading goes on",
  async () => {
    const opened = await consoleForTest({ tenants: 1 });
    if (opened.env.database.kind !== "sqlite") throw new Error("This is about SQLite.");
    const other = new Sqlite(opened.env.database.file);
    onTestFinished(() => {
      other.close();
    });
    other.exec("BEGIN IMMEDIATE");
    const changing = change(opened);
    const { clientId, clientSecret } = opened.sandbox.organization.client;
    const connecting = opened.call("POST", "/api/organizations", {
      body: { name: "Northwind", clientId, clientSecret },
    });
    const startedAt = performance.now();
    expect((await read(opened)).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(await changing).toBe("unavailable");
    const answer = await connecting;
    expect([answer.status, answer.problem().code]).toEqual([503, "unavailable"]);
    other.exec("ROLLBACK");
    expect(await change(opened)).toBe("done");
    expect(opened.sql("SELECT count(*) AS n FROM organizations")).toEqual([{ n: 0 }]);
  },
);

testOnPostgresql(
  "while another instance hangs in a transaction, changes are told so and reading goes on",
  async () => {
    const opened = await consoleForTest({ tenants: 1 });
    opened.sql("SELECT pg_advisory_lock(5214011)");
    const changing = change(opened);
    expect((await read(opened)).status).toBe(200);
    expect(await changing).toBe("unavailable");
    opened.sql("SELECT pg_advisory_unlock(5214011)");
    expect(await change(opened)).toBe("done");
  },
);

testOnPostgresql(
  "a connection that is cut in a transaction leaves nothing of it, and the next one works",
  async () => {
    const opened = await consoleForTest({ tenants: 1 });
    if (opened.env.database.kind !== "postgresql") throw new Error("This is about PostgreSQL.");
    const outside = postgresqlSql(opened.env.database.url);
    const cut = () =>
      outside.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
    for (let turn = 0; turn < 3; turn += 1) {
      const cutOff = opened.store.transaction(async ({ setupLinks }) => {
        await setupLinks.replace("half");
        cut();
        await setupLinks.exists("half");
      });
      await expect(cutOff).rejects.toMatchObject({ code: "unavailable" });
      expect((await read(opened)).status).toBe(200);
      expect(await opened.store.setupLinks.exists("half")).toBe(false);
    }
    expect(await change(opened)).toBe("done");
  },
);

test("a transaction in which a statement failed is undone, although the failure was caught", async () => {
  const { store } = await consoleForTest({ tenants: 1 });
  const swallowing = store.transaction(async ({ organizations, setupLinks }) => {
    await setupLinks.replace("first");
    await organizations.create("twice", "One");
    await organizations.create("twice", "Other").catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow();
  expect(await store.setupLinks.exists("first")).toBe(false);
});

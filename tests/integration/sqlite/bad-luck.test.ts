/** @module-tag night */
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  change,
  consoleInUse,
  expectChangesRefused,
  expectReadingGoesOn,
  expectRecovery,
} from "@/tests/support/bad-luck";
import type { OpenConsole } from "@/tests/support/console";

/** A console, and the pragmas of its own connection: what befalls a disk, SQLite itself then says. */
async function withPragmas() {
  const prepare = vi.spyOn(Sqlite.prototype, "prepare");
  onTestFinished(() => prepare.mockRestore());
  const opened = await consoleInUse();
  const { file } = sqliteOf(opened);
  const connections = new Set(prepare.mock.contexts as Sqlite.Database[]);
  prepare.mockRestore();
  const own = [...connections].filter(({ name, open }) => open && name === file);
  return { opened, pragma: (text: string) => own.map((connection) => connection.pragma(text)) };
}

function sqliteOf({ env }: OpenConsole) {
  if (env.database.kind !== "sqlite") throw new Error("This is about SQLite.");
  return env.database;
}

test("while the disk is full, changes are told so, reading goes on, and room is enough to go on", async () => {
  const { opened, pragma } = await withPragmas();
  pragma("max_page_count = 1");
  // What fits into the pages that are there is still written.
  for (let status = 200; status === 200; ) status = (await change(opened)).status;
  await expectChangesRefused(opened);
  await expectReadingGoesOn(opened);
  pragma("max_page_count = 1000000");
  await expectRecovery(opened);
});

test("while the file can only be read, changes are told so and reading goes on", async () => {
  const { opened, pragma } = await withPragmas();
  pragma("query_only = ON");
  await expectChangesRefused(opened);
  await expect(opened.store.setupLinks.replace("changed")).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("can only be read"),
  });
  await expectReadingGoesOn(opened);
  pragma("query_only = OFF");
  await expectRecovery(opened);
});

test("while another process has the file locked for long, changes are told so and reading goes on", async () => {
  const opened = await consoleInUse();
  const other = new Sqlite(sqliteOf(opened).file);
  onTestFinished(() => {
    other.close();
  });
  other.exec("BEGIN IMMEDIATE");
  const refused = expectChangesRefused(opened);
  await expectReadingGoesOn(opened);
  await refused;
  other.exec("ROLLBACK");
  await expectRecovery(opened);
});

import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import type { Connection } from "@/lib/server/store/connection";
import { shareCommits } from "@/lib/server/store/sqlite/shared-commits";
import { keepTransactionsWhole } from "@/lib/server/store/sqlite/whole-transactions";
import { temporaryFolder } from "@/tests/support/console";

/** A table of names, no two the same, and what its connection was told. */
async function connected() {
  const file = path.join(temporaryFolder(), "names.db");
  const connection = await new PrismaBetterSqlite3({ url: `file:${file}` }).connect();
  await connection.executeScript('PRAGMA journal_mode = WAL; CREATE TABLE names ("name" TEXT UNIQUE)');
  const statements: string[] = [];
  const refuse = new Set<string>();
  const { startTransaction } = connection;
  connection.startTransaction = async (level) => {
    const transaction = await startTransaction.call(connection, level);
    const executeRaw = transaction.executeRaw.bind(transaction);
    transaction.executeRaw = async (query) => {
      statements.push(query.sql);
      if (refuse.has(query.sql)) throw new Error(`${query.sql} refused`);
      return executeRaw(query);
    };
    return transaction;
  };
  shareCommits(keepTransactionsWhole(connection));
  onTestFinished(() => connection.dispose());
  const names = () => {
    const other = new Sqlite(file, { readonly: true });
    const found = other.prepare<[], { name: string }>("SELECT name FROM names ORDER BY name").all();
    other.close();
    return found.map(({ name }) => name);
  };
  return { connection, statements, refuse, names };
}

const query = (sql: string, ...args: string[]) => ({
  sql,
  args,
  argTypes: args.map(() => ({ scalarType: "string", arity: "scalar" }) as const),
});
const insert = (connection: Connection, name: string) =>
  connection.executeRaw(query("INSERT INTO names VALUES (?)", name));
const commits = (statements: readonly string[]) => statements.filter((sql) => sql === "COMMIT").length;
const twenty = Array.from({ length: 20 }, (_, index) => `name-${String(index).padStart(2, "0")}`);

test("changes of the same moment share a commit, and each is told what became of it", async () => {
  const { connection, statements, names } = await connected();
  const counts = await Promise.all(twenty.map((name) => insert(connection, name)));
  expect(counts).toEqual(twenty.map(() => 1));
  expect(names()).toEqual(twenty);
  expect(commits(statements)).toBe(1);
});

test("a change that answers with rows shares a commit, too", async () => {
  const { connection, statements } = await connected();
  const answers = await Promise.all(
    twenty.map((name) =>
      connection.queryRaw(query('INSERT INTO names VALUES (?) RETURNING "name" AS "name"', name)),
    ),
  );
  expect(answers.map(({ rows }) => rows)).toEqual(twenty.map((name) => [[name]]));
  expect(commits(statements)).toBe(1);
});

test("a change that comes alone is made alone", async () => {
  const { connection, statements, names } = await connected();
  await insert(connection, "alone");
  expect(names()).toEqual(["alone"]);
  expect(statements).toEqual([]);
});

test("nobody is told of a change before others can see it", async () => {
  const { connection, names } = await connected();
  await Promise.all(
    twenty.map(async (name) => {
      await insert(connection, name);
      expect(names()).toContain(name);
    }),
  );
});

test("a change that cannot be made fails by itself; those beside it are made", async () => {
  const { connection, names } = await connected();
  await insert(connection, "name-07");
  const settled = await Promise.allSettled(twenty.map((name) => insert(connection, name)));
  expect(settled.flatMap(({ status }, index) => (status === "rejected" ? twenty[index] : []))).toEqual([
    "name-07",
  ]);
  expect(names()).toEqual(twenty);
});

test("a commit that fails leaves nothing; then each change is made by itself", async () => {
  const { connection, statements, refuse, names } = await connected();
  refuse.add("COMMIT");
  await Promise.all(twenty.map((name) => insert(connection, name)));
  expect(names()).toEqual(twenty);
  expect(statements.filter((sql) => sql === "ROLLBACK")).not.toEqual([]);
});

test("changes that are large do not hold up others for long: they share no commit", async () => {
  const { connection, statements, names } = await connected();
  await Promise.all([..."abcd"].map((letter) => insert(connection, letter.repeat(600_000))));
  expect(names()).toHaveLength(4);
  expect(commits(statements)).toBe(0);
});

test("whoever reads does not wait for changes that have come together", async () => {
  const { connection } = await connected();
  const order: string[] = [];
  const changes = twenty.map((name) => insert(connection, name).then(() => order.push("changed")));
  await connection.queryRaw(query("SELECT count(*) FROM names")).then(() => order.push("read"));
  await Promise.all(changes);
  expect(order[0]).toBe("read");
});

test("a transaction and single changes beside it do not mix", async () => {
  const { connection, names } = await connected();
  const transaction = await connection.startTransaction();
  await transaction.executeRaw(query("INSERT INTO names VALUES (?)", "inside"));
  const outside = twenty.map((name) => insert(connection, name));
  await new Promise(setImmediate);
  await transaction.executeRaw(query("ROLLBACK"));
  await transaction.rollback();
  await Promise.all(outside);
  expect(names()).toEqual(twenty);
});

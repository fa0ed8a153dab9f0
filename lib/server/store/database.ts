import "server-only";
import fs from "node:fs";
import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { type Prisma, PrismaClient } from "./generated/client";
import { keepTransactionsWhole } from "./whole-transactions";

/** What entity stores query with: the database itself, or one transaction of it. */
export type Database = Prisma.TransactionClient;

// Also set while migrating; what SQLite does not keep in the file is set on each connection.
const CONNECTION_PRAGMAS =
  "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;";

/** Opens the SQLite file, which the migrator has brought up to date. */
export function openDatabase(file: string): PrismaClient {
  const adapter = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: 5000 });
  const connect = adapter.connect.bind(adapter);
  adapter.connect = async () => {
    const connection = await connect();
    await connection.executeScript(CONNECTION_PRAGMAS);
    return keepTransactionsWhole(connection);
  };
  return new PrismaClient({ adapter });
}

export function makeDatabaseFolder(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
}

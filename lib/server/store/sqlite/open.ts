import "server-only";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { withFailuresMarked } from "../failures";
import { PrismaClient } from "../generated/client";
import type { OpenDatabase, OpenOptions } from "../open-database";
import { sqliteBulk } from "./bulk";
import { staysAsItIs } from "./migrate";
import { shareCommits } from "./shared-commits";
import { keepTransactionsWhole } from "./whole-transactions";

// Also set while migrating; what SQLite does not keep in the file is set on each connection. Waiting for a lock is done
// in patience.ts: SQLite itself would stop the whole process while it waits.
const CONNECTION_PRAGMAS =
  "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 0; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000;";

/** For whoever only looks: SQLite itself refuses every change. */
const LOOKING_PRAGMAS = "PRAGMA query_only = ON; PRAGMA busy_timeout = 0; PRAGMA cache_size = -32000;";

export function openSqlite(file: string, { readOnly }: OpenOptions): OpenDatabase {
  const readonly = readOnly && staysAsItIs(file);
  const adapter = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: 5000, readonly });
  const connect = adapter.connect.bind(adapter);
  adapter.connect = async () => {
    const connection = await connect();
    await connection.executeScript(readOnly ? LOOKING_PRAGMAS : CONNECTION_PRAGMAS);
    return withFailuresMarked(shareCommits(keepTransactionsWhole(connection)));
  };
  return { client: new PrismaClient({ adapter }), now: async () => new Date(), bulk: sqliteBulk };
}

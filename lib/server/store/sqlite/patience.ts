import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { Connection, Transaction } from "../connection";

/** How long a change waits for another process that has the database locked, in milliseconds. */
const PATIENCE_MS = 5000;
const LOOK_AGAIN_MS = 20;

/**
 * Lets statements wait for a lock of another process without stopping this one: SQLite's own waiting would hold up every
 * request, also those that only read. Transactions take the lock when they begin, so that none fails half-way for it.
 */
export function withPatience(connection: Connection): Connection {
  const { queryRaw, executeRaw, startTransaction } = connection;
  connection.queryRaw = (query) => patiently(() => queryRaw.call(connection, query));
  connection.executeRaw = (query) => patiently(() => executeRaw.call(connection, query));
  connection.startTransaction = async (isolationLevel) => {
    const transaction = await startTransaction.call(connection, isolationLevel);
    try {
      await patiently(() => beginImmediate(transaction));
      return transaction;
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  };
  return connection;
}

async function beginImmediate(transaction: Transaction): Promise<void> {
  const run = (sql: string) => transaction.executeRaw({ sql, args: [], argTypes: [] });
  // The adapter has said BEGIN, which would take the lock at the first change only; after a failed try it is gone.
  await run("ROLLBACK").catch(() => undefined);
  await run("BEGIN IMMEDIATE");
}

async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= until) throw error;
      await wait(LOOK_AGAIN_MS);
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  typeof error.cause === "object" &&
  error.cause !== null &&
  "kind" in error.cause &&
  // What the adapter makes of SQLITE_BUSY.
  error.cause.kind === "SocketTimeout";

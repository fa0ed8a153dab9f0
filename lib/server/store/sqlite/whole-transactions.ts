import "server-only";
import { type Connection, endSurely, type Transaction } from "../connection";
import { patiently } from "./patience";

/**
 * Lets statements outside a transaction wait until the open one is over. Prisma's adapter has a single connection and
 * keeps only transactions apart from each other: a statement of somebody else would become part of the open one, see
 * what is not committed, and be lost when it is rolled back. A transaction takes SQLite's lock when it begins, so that
 * none fails half-way for it; while it waits for another process, statements go on.
 */
export function keepTransactionsWhole(connection: Connection): Connection {
  let last = Promise.resolve();
  let open: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  const shut = () => {
    const { promise: over, resolve: end } = gate();
    open = { over, end };
  };
  const unshut = () => {
    open?.end();
    open = undefined;
  };
  const outside = <T>(statement: () => Promise<T>) =>
    patiently(async () => {
      // No step may lie between looking and running: several may wake up together.
      while (open) await open.over;
      return statement();
    });

  const startTransaction = connection.startTransaction.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  const executeRaw = connection.executeRaw.bind(connection);

  connection.queryRaw = (query) => outside(() => queryRaw(query));
  connection.executeRaw = (query) => outside(() => executeRaw(query));
  connection.startTransaction = async (isolationLevel) => {
    const before = last;
    const { promise, resolve: next } = gate();
    last = promise;
    await before;
    const end = () => {
      unshut();
      next();
    };
    shut();
    try {
      const transaction = await startTransaction(isolationLevel);
      // The adapter has said BEGIN, which would take the lock at the first change only.
      await run(transaction, "ROLLBACK");
      const beginImmediate = async () => {
        shut();
        await run(transaction, "BEGIN IMMEDIATE").catch((error: unknown) => {
          unshut();
          throw error;
        });
      };
      unshut();
      await patiently(beginImmediate).catch(async (error: unknown) => {
        await transaction.rollback();
        throw error;
      });
      return endSurely(transaction, end);
    } catch (error) {
      end();
      throw error;
    }
  };
  return connection;
}

const run = (transaction: Transaction, sql: string) =>
  transaction.executeRaw({ sql, args: [], argTypes: [] });

function gate() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

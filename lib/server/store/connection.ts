import "server-only";
import type { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";

/** A connection of Prisma's driver adapters; those of both databases have the same form. */
export type Connection = Awaited<ReturnType<PrismaBetterSqlite3["connect"]>>;
export type Transaction = Awaited<ReturnType<Connection["startTransaction"]>>;

/**
 * Makes sure that a transaction ends once and is not left open, whatever fails: Prisma gives the connection back only
 * after a COMMIT that succeeded. One in which a statement failed is not committed, on SQLite either; PostgreSQL would
 * take the COMMIT for a ROLLBACK without a word.
 */
export function endSurely(transaction: Transaction, onEnd: () => void = () => undefined): Transaction {
  const { executeRaw, queryRaw, rollback } = transaction;
  let failure: { readonly error: unknown } | undefined;
  let over: Promise<void> | undefined;

  const end = () => {
    over ??= rollback.call(transaction).finally(onEnd);
    return over;
  };
  const noting = async <T>(statement: Promise<T>): Promise<T> => {
    try {
      return await statement;
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  };
  const undo = () => executeRaw.call(transaction, { sql: "ROLLBACK", args: [], argTypes: [] }).catch(() => 0);

  transaction.queryRaw = (query) => noting(queryRaw.call(transaction, query));
  transaction.executeRaw = async (query) => {
    // Fails where the database has ended the transaction by itself, or is gone: then there is nothing to undo.
    if (query.sql === "ROLLBACK") return over ? 0 : undo();
    if (query.sql !== "COMMIT") return noting(executeRaw.call(transaction, query));
    try {
      if (failure) throw failure.error;
      return await executeRaw.call(transaction, query);
    } catch (error) {
      await undo();
      await end();
      throw error;
    }
  };
  transaction.commit = end;
  transaction.rollback = end;
  return transaction;
}

import "server-only";
import { type Connection, endSurely } from "../connection";

/** A number of our own among the advisory locks of the database. */
const TURN = 5_214_011;

/**
 * One transaction at a time over all instances, as on SQLite: what a transaction has looked at does not change before it
 * writes (there is no administrator yet; the last entry of the log is this one), and none has to be tried again.
 */
export function letTransactionsTakeTurns(connection: Connection): Connection {
  const { startTransaction } = connection;
  connection.startTransaction = async (isolationLevel) => {
    const transaction = endSurely(await startTransaction.call(connection, isolationLevel));
    try {
      // Given back by the database itself at the end of the transaction, also when this process dies.
      const sql = `SELECT pg_advisory_xact_lock(${TURN})`;
      await transaction.executeRaw({ sql, args: [], argTypes: [] });
      return transaction;
    } catch (error) {
      await transaction.executeRaw({ sql: "ROLLBACK", args: [], argTypes: [] });
      await transaction.rollback();
      throw error;
    }
  };
  return connection;
}

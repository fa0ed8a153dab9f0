import "server-only";
import { type Connection, endSurely } from "../connection";

/**
 * Lets statements outside a transaction wait until the open one is over. Prisma's adapter has a single connection and
 * keeps only transactions apart from each other: a statement of somebody else would become part of the open one, see
 * what is not committed, and be lost when it is rolled back.
 */
export function keepTransactionsWhole(connection: Connection): Connection {
  let over: Promise<void> | undefined;

  const startTransaction = connection.startTransaction.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  const executeRaw = connection.executeRaw.bind(connection);

  connection.queryRaw = async (query) => {
    while (over) await over;
    return queryRaw(query);
  };
  connection.executeRaw = async (query) => {
    while (over) await over;
    return executeRaw(query);
  };
  connection.startTransaction = async (isolationLevel) => {
    // No step may lie between looking and taking: several may wake up together.
    while (over) await over;
    let free: () => void = () => undefined;
    over = new Promise((resolve) => {
      free = resolve;
    });
    const end = () => {
      over = undefined;
      free();
    };
    try {
      return endSurely(await startTransaction(isolationLevel), end);
    } catch (error) {
      end();
      throw error;
    }
  };
  return connection;
}

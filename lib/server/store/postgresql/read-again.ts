import "server-only";
import type { Connection } from "../connection";
import { hasLostItsConnection } from "../trouble";

const READ = /^\s*SELECT\b/i;

/**
 * Asks again what only reads, where the connection ended under the question: a server that goes down, or whoever ends its
 * connections, takes idle ones too, and of those the pool hears a moment late. Each try uses up a connection, so there
 * are no more of them than there are connections. Inside a transaction nothing is asked again: the transaction is gone.
 */
export function readAgain(connection: Connection, connections: number): Connection {
  const { queryRaw } = connection;
  connection.queryRaw = async (query) => {
    for (let triesLeft = READ.test(query.sql) ? connections : 0; ; triesLeft -= 1) {
      try {
        return await queryRaw.call(connection, query);
      } catch (error) {
        if (triesLeft === 0 || !hasLostItsConnection(error)) throw error;
      }
    }
  };
  return connection;
}

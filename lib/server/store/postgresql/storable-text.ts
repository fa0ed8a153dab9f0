import "server-only";
import type { Connection } from "../connection";

type Query = Parameters<Connection["queryRaw"]>[0];

/** PostgreSQL refuses the character NUL in text, which SQLite takes: it is kept and searched as U+FFFD. */
const storable = (query: Query): Query =>
  query.args.some((arg) => typeof arg === "string" && arg.includes("\0"))
    ? {
        ...query,
        args: query.args.map((arg) => (typeof arg === "string" ? arg.replaceAll("\0", "\uFFFD") : arg)),
      }
    : query;

interface Queryable {
  queryRaw: Connection["queryRaw"];
  executeRaw: Connection["executeRaw"];
}

function change<Q extends Queryable>(queryable: Q): Q {
  const { queryRaw, executeRaw } = queryable;
  queryable.queryRaw = (query) => queryRaw.call(queryable, storable(query));
  queryable.executeRaw = (query) => executeRaw.call(queryable, storable(query));
  return queryable;
}

export function withTextMadeStorable(connection: Connection): Connection {
  const { startTransaction } = connection;
  connection.startTransaction = async (isolationLevel) =>
    change(await startTransaction.call(connection, isolationLevel));
  return change(connection);
}

import "server-only";
import type { Connection, Transaction } from "../connection";

type Query = Parameters<Connection["executeRaw"]>[0];
type Queryable = Pick<Connection, "executeRaw" | "queryRaw">;

/** A change that waits for the others of the same moment. */
interface Change {
  readonly size: number;
  /** What it came to on this connection or in this transaction. */
  readonly run: (on: Queryable) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (failure: unknown) => void;
}

/** Characters of arguments that are written before others have their turn: more would hold up who only reads. */
const MOST_AT_ONCE = 1_000_000;

/**
 * Lets single changes that come in the same moment share a commit. Each commit waits until the disk has it, which takes
 * some milliseconds in which nothing else in the process goes on; whoever reads many tenants makes changes by the
 * hundred. Nobody is told that a change is made before its commit is; and where one change cannot be made, all of them
 * are made one by one, as if they had never met.
 */
export function shareCommits(connection: Connection): Connection {
  const executeRaw = connection.executeRaw.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  const alone: Queryable = { executeRaw, queryRaw };
  let waiting: Change[] = [];
  let atWork = false;

  const makeAlone = ({ run, resolve, reject }: Change) => run(alone).then(resolve, reject);

  const makeTogether = async (changes: readonly Change[]) => {
    const results: unknown[] = [];
    try {
      const transaction = await connection.startTransaction();
      try {
        for (const { run } of changes) results.push(await run(transaction));
        await end(transaction, "COMMIT");
        await transaction.commit();
      } catch (error) {
        await end(transaction, "ROLLBACK");
        await transaction.rollback();
        throw error;
      }
    } catch {
      for (const change of changes) await makeAlone(change);
      return;
    }
    changes.forEach(({ resolve }, index) => {
      resolve(results[index]);
    });
  };

  const work = async () => {
    while (waiting.length > 0) {
      // Whatever else has come in meanwhile is looked at first; it may bring changes.
      await new Promise(setImmediate);
      const changes = takeSome();
      const [only] = changes;
      if (only && changes.length === 1) await makeAlone(only);
      else await makeTogether(changes);
    }
    atWork = false;
  };

  const takeSome = (): readonly Change[] => {
    let size = 0;
    const end = waiting.findIndex((change, index) => {
      size += change.size;
      return index > 0 && size > MOST_AT_ONCE;
    });
    const some = end === -1 ? waiting : waiting.slice(0, end);
    waiting = waiting.slice(some.length);
    return some;
  };

  const share = <T>(query: Query, run: (on: Queryable) => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ size: sizeOf(query), run, resolve: resolve as (result: unknown) => void, reject });
      if (atWork) return;
      atWork = true;
      void work();
    });

  connection.executeRaw = (query) =>
    isChange(query) ? share(query, (on) => on.executeRaw(query)) : executeRaw(query);
  connection.queryRaw = (query) =>
    isChange(query) ? share(query, (on) => on.queryRaw(query)) : queryRaw(query);
  return connection;
}

const isChange = ({ sql }: Query) => /^\s*(INSERT|UPDATE|DELETE)\b/i.test(sql);

const sizeOf = ({ args }: Query) =>
  args.reduce<number>((sum, arg) => sum + (typeof arg === "string" ? arg.length : 0), 0);

const end = (transaction: Transaction, sql: "COMMIT" | "ROLLBACK") =>
  transaction.executeRaw({ sql, args: [], argTypes: [] });

import "server-only";
import type { Connection } from "../connection";

/** After this a piece of work is slow, and the server is asked whether it answers at all. */
const SLOW_MS = 1500;
/** How long it may take to answer that. */
const ANSWERS_WITHIN_MS = 2500;
/** How soon a silent server is asked again. */
const ASK_AGAIN_MS = 500;

export interface Pulse {
  /** Does a piece of work that asks the server something; while the server is silent it is not begun. */
  watch<T>(work: () => Promise<T>): Promise<T>;
}

export interface PulseOptions {
  /** Asks the server for a sign of life, over a connection of its own, and rejects when none comes in that time. */
  readonly ask: (withinMs: number) => Promise<void>;
  /** Called when the server has fallen silent: whatever was asked is to be given up. */
  readonly onSilence: () => void;
  readonly slowMs?: number;
  readonly answersWithinMs?: number;
}

/** With the code of a connection that cannot be made, so that it is told as that. */
const silence = (): Error => Object.assign(new Error("PostgreSQL does not answer."), { code: "ETIMEDOUT" });

/**
 * Whether the server answers at all, looked at only while something takes long: that alone proves nothing, it may be a
 * large question or wait for a lock. An answer to anybody is a sign of life. Without this everybody would wait for a
 * machine that is gone for as long as the largest question may take.
 */
export function createPulse(options: PulseOptions): Pulse {
  const { ask, onSilence, slowMs = SLOW_MS, answersWithinMs = ANSWERS_WITHIN_MS } = options;
  let answers = 0;
  let silent = false;
  let isLooking = false;

  const isAlive = async (): Promise<boolean> => {
    const before = answers;
    return ask(answersWithinMs).then(
      () => true,
      () => answers > before,
    );
  };
  const untilItAnswers = async () => {
    do await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS).unref());
    while (!(await isAlive()));
    silent = false;
  };
  const look = async () => {
    if (silent || isLooking) return;
    isLooking = true;
    silent = !(await isAlive());
    isLooking = false;
    if (!silent) return;
    onSilence();
    void untilItAnswers();
  };

  return {
    async watch(work) {
      if (silent) throw silence();
      const timer = setInterval(() => void look(), slowMs).unref();
      try {
        const answer = await work();
        answers += 1;
        return answer;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** Watches over what a connection and its transactions are asked. */
export function watchedBy(pulse: Pulse, connection: Connection): Connection {
  const { startTransaction } = connection;
  connection.startTransaction = async (isolationLevel) =>
    watchQueries(pulse, await pulse.watch(() => startTransaction.call(connection, isolationLevel)));
  return watchQueries(pulse, connection);
}

function watchQueries<Q extends Pick<Connection, "queryRaw" | "executeRaw">>(pulse: Pulse, queryable: Q): Q {
  const { queryRaw, executeRaw } = queryable;
  queryable.queryRaw = (query) => pulse.watch(() => queryRaw.call(queryable, query));
  queryable.executeRaw = (query) => pulse.watch(() => executeRaw.call(queryable, query));
  return queryable;
}

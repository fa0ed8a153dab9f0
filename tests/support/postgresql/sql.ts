import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { inRoot } from "@/scripts/lib/paths.js";

type Row = Record<string, unknown>;
type Answer = { readonly rows: Row[] } | { readonly error: string };

const ANSWERS_WITHIN_MS = 30_000;

let worker: Worker | undefined;

function ask(url: string, text: string | null, values: readonly unknown[] = []): Row[] {
  if (!worker) {
    worker = new Worker(inRoot("tests/support/postgresql/sql-worker.js"));
    worker.unref();
  }
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  worker.postMessage({ url, text, values, port: port2, done }, [port2]);
  Atomics.wait(done, 0, 0, ANSWERS_WITHIN_MS);
  const answer = receiveMessageOnPort(port1)?.message as Answer | undefined;
  port1.close();
  if (!answer) throw new Error(`PostgreSQL has not answered within ${ANSWERS_WITHIN_MS / 1000} s: ${text}`);
  if ("error" in answer) throw new Error(answer.error);
  return answer.rows;
}

const refusingTrigger =
  /^CREATE TRIGGER (\w+) (BEFORE \w+) ON (\w+)(?: WHEN (.+?))? BEGIN SELECT RAISE\(ABORT, ('[^']*')\); END$/s;

/** A trigger that refuses changes, with which tests break a table. */
function toPostgresqlTrigger([, name, moment, table, condition = "1", message]: RegExpExecArray): string {
  const when = condition === "1" ? "true" : condition;
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION ${message}; END; $$;
    CREATE TRIGGER ${name} ${moment} ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${name}()`;
}

/** Only PostgreSQL has to be told of which table the trigger is. */
const toPostgresqlDrop = (name: string | undefined): string =>
  `DO $$ DECLARE one record; BEGIN
     FOR one IN SELECT tgrelid::regclass AS place FROM pg_trigger WHERE tgname = '${name}'
     LOOP EXECUTE format('DROP TRIGGER %I ON %s', '${name}', one.place); END LOOP; END $$`;

/**
 * A statement of SQLite as PostgreSQL takes it: numbered parameters, and quotes around the names with capitals, which it
 * would make small.
 */
export function toPostgresql(statement: string): string {
  const trigger = refusingTrigger.exec(statement.trim());
  const dropped = /^DROP TRIGGER (\w+)$/.exec(statement.trim());
  if (dropped) return toPostgresqlDrop(dropped[1]);
  let place = 0;
  return (trigger ? toPostgresqlTrigger(trigger) : statement).replace(
    /'[^']*'|"[^"]*"|\?|\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g,
    (part) => {
      if (part === "?") {
        place += 1;
        return `$${place}`;
      }
      return /^['"]/.test(part) ? part : `"${part}"`;
    },
  );
}

/** Asks and waits, as better-sqlite3 does. */
export const postgresqlSql = (url: string) => ({
  sql: (statement: string, ...parameters: unknown[]): Row[] => ask(url, toPostgresql(statement), parameters),
  close: () => {
    ask(url, null);
  },
});

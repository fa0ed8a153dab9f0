// Answers one statement at a time to a thread that waits for it: tests look into the database in passing, and do not
// become asynchronous for it.
import { parentPort } from "node:worker_threads";
import pg from "pg";

// As SQLite gives them.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.BOOL, (text) => (text === "t" ? 1 : 0));
for (const type of [pg.types.builtins.TIMESTAMP, pg.types.builtins.TIMESTAMPTZ])
  pg.types.setTypeParser(type, (text) => `${text.replace(" ", "T")}+00:00`);

/** @type {Map<string, pg.Client>} */
const clients = new Map();

/** @param {string} url */
async function clientOf(url) {
  const known = clients.get(url);
  if (known) return known;
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => clients.delete(url));
  await client.connect();
  await client.query("SET TIME ZONE 'UTC'");
  clients.set(url, client);
  return client;
}

parentPort?.on("message", async ({ url, text, values, port, done }) => {
  try {
    const client = await clientOf(url);
    if (text === null) {
      clients.delete(url);
      await client.end();
      port.postMessage({ rows: [] });
    } else {
      const { rows } = await client.query(text, values);
      port.postMessage({ rows: rows ?? [] });
    }
  } catch (error) {
    port.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});

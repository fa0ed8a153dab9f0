import "server-only";
import { Client, type ClientConfig } from "pg";
import { isAppError } from "../../app-error";
import { refuseToStart, startRefusalOf } from "../../start-error";
import { toldFailure } from "../failures";
import { createPulse } from "./pulse";

/** As the pulse of work that may take minutes, such as a migration or a copy of everything. */
const SLOW_WORK_MS = 5000;
const ANSWERS_WITHIN_MS = 10_000;

/** Ends a connection at once: to a server that is silent no farewell can be said. What was asked over it fails. */
export const cut = (client: Client): void => void client.connection.stream.destroy();

/** Whether the server answers, over a connection of its own. Rejects when it does not in that time. */
export async function askForLife(url: string, withinMs: number): Promise<void> {
  const client = newClient(url, { connectionTimeoutMillis: withinMs, query_timeout: withinMs });
  const late = setTimeout(() => cut(client), withinMs);
  try {
    await client.connect();
    await client.query("SELECT 1");
  } catch (error) {
    // Refused in PostgreSQL's own words, as when it has no connection left: it lives.
    if (!(error instanceof Error && "code" in error && /^[0-9A-Z]{5}$/.test(String(error.code)))) throw error;
  } finally {
    clearTimeout(late);
    cut(client);
  }
}

/** A connection for one piece of work. What was not committed is undone when it closes. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = newClient(url, { connectionTimeoutMillis: 10_000 });
  await client.connect().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    throw refuseToStart(
      "database",
      `The PostgreSQL database of DATABASE_URL cannot be reached: ${reason}. Start it, or correct the address. Nothing was written.`,
    );
  });
  const pulse = createPulse({
    ask: (withinMs) => askForLife(url, withinMs),
    onSilence: () => cut(client),
    slowMs: SLOW_WORK_MS,
    answersWithinMs: ANSWERS_WITHIN_MS,
  });
  try {
    return await pulse.watch(() => work(client));
  } catch (error) {
    throw inWords(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function newClient(connectionString: string, limits: ClientConfig): Client {
  const client = new Client({ connectionString, keepAlive: true, ...limits });
  // Told by the query that fails for it; without a listener it would end the process.
  client.on("error", () => undefined);
  return client;
}

/** Trouble with the server, by its cause; anything else stays as it is. */
function inWords(error: unknown): unknown {
  const told = startRefusalOf(error) ? error : toldFailure(error);
  if (told === error || !isAppError(told)) return error;
  const said = error instanceof Error ? ` (${error.message})` : "";
  return refuseToStart("database", `${told.message}${said} ${told.details.advice ?? ""}`);
}

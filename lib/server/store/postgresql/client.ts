import "server-only";
import { Client } from "pg";
import { refuseToStart } from "../../start-error";

/** A connection for one piece of work. What was not committed is undone when it closes. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Told by the query that fails for it; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    throw refuseToStart(
      "database",
      `The PostgreSQL database of DATABASE_URL cannot be reached: ${reason}. Start it, or correct the address. Nothing was written.`,
    );
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

import "server-only";
import { setTimeout as wait } from "node:timers/promises";

/** How long a change waits for another process that has the database locked, in milliseconds. */
const PATIENCE_MS = 5000;
const LOOK_AGAIN_MS = 20;

/**
 * Tries again while another process has the database locked, without stopping this one: SQLite's own waiting would hold
 * up every request, also those that only read.
 */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= until) throw error;
      await wait(LOOK_AGAIN_MS);
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  typeof error.cause === "object" &&
  error.cause !== null &&
  "kind" in error.cause &&
  // What the adapter makes of SQLITE_BUSY.
  error.cause.kind === "SocketTimeout";

import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "./log";

/** What a request waits at most for a note, in milliseconds: a locked database would hold up reading for seconds. */
const PATIENCE_MS = 250;

/**
 * Writes something down on the way of a request that only reads, such as when a session was last used. That must not
 * fail the request: one that cannot be written is logged and left out, and one that takes long is not waited for. While
 * one of a name is under way, another of the same name is not begun.
 */
export type TakeNote = (name: string, write: () => Promise<unknown>) => Promise<void>;

export function createNotes(log: Log): TakeNote {
  const underWay = new Set<string>();
  return async (name, write) => {
    if (underWay.has(name)) return;
    underWay.add(name);
    const written = write()
      .catch((error: unknown) => log.warn({ err: error, note: name }, "a note could not be written"))
      .finally(() => underWay.delete(name));
    const waited = new AbortController();
    await Promise.race([
      written,
      wait(PATIENCE_MS, undefined, { ref: false, signal: waited.signal }).catch(() => undefined),
    ]);
    waited.abort();
  };
}

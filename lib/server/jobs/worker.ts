import "server-only";
import type { Log } from "../log";

/** Work that is looked for again and again, in the background of the console. */
export interface Worker {
  /** Looks now instead of at the next round. */
  wake(): void;
  /** Looks for no more work, and waits until what is under way has come to a place where it can be left. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly name: string;
  /** Between the end of one round and the next, in milliseconds. */
  readonly everyMs: number;
  readonly log: Log;
  /** Asked before each round: false leaves it out. */
  readonly mayWork: () => Promise<boolean>;
  /** One round. What it throws is logged, and the next round comes all the same. */
  readonly round: (signal: AbortSignal) => Promise<void>;
}

export function startWorker({ name, everyMs, log, mayWork, round }: WorkerOptions): Worker {
  const stopped = new AbortController();
  let wakeUp: () => void = () => undefined;
  let woken = false;

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, woken ? 0 : everyMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const roundIfAllowed = async () => {
    if (await mayWork()) await round(stopped.signal);
  };

  const rounds = async () => {
    while (!stopped.signal.aborted) {
      woken = false;
      await roundIfAllowed().catch((error: unknown) => {
        if (!stopped.signal.aborted) log.error({ err: error, worker: name }, "background work failed");
      });
      if (!stopped.signal.aborted) await pause();
    }
  };
  const over = rounds();

  return {
    wake() {
      woken = true;
      wakeUp();
    },
    async stop() {
      stopped.abort();
      wakeUp();
      await over;
    },
  };
}

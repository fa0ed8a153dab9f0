import "server-only";
import type { Log } from "../log";

/** Work that looks once a minute whether something is due. */
export interface ScheduledJob {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export interface ScheduledJobs {
  start(): void;
  /** No further run begins; waits for those under way. */
  stop(): Promise<void>;
}

export interface ScheduledJobsOptions {
  /** Asked before each run: false leaves it out. */
  readonly mayWork: () => Promise<boolean>;
  readonly log: Log;
}

const EVERY_MS = 60_000;

/**
 * What is due is decided by the store and not by this clock: a console that slept, was restarted or has a twin does
 * neither lose nor repeat a turn. A run that takes longer than a minute is not begun a second time. A minute is counted
 * by the machine's timer, whatever becomes of the clock.
 */
export function createScheduledJobs(
  jobs: readonly ScheduledJob[],
  { mayWork, log }: ScheduledJobsOptions,
): ScheduledJobs {
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  const runOne = ({ name, run }: ScheduledJob) => {
    if (running.has(name)) return;
    const work = mayWork()
      .then(async (may) => void (may && (await run())))
      .catch((failure: unknown) => log.error({ err: failure, job: name }, "a scheduled job failed"))
      .finally(() => running.delete(name));
    running.set(name, work);
  };

  const look = () => {
    timer = setTimeout(look, EVERY_MS).unref();
    jobs.forEach(runOne);
  };

  return {
    start() {
      // Not all consoles at the same second of their minute.
      timer ??= setTimeout(look, Math.random() * EVERY_MS).unref();
    },
    async stop() {
      clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}

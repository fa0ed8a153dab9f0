import "server-only";
import { Cron } from "croner";
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

/**
 * What is due is decided by the store and not by this clock: a console that slept, was restarted or has a twin does
 * neither lose nor repeat a turn. A run that takes longer than a minute is not begun a second time.
 */
export function createScheduledJobs(jobs: readonly ScheduledJob[], log: Log): ScheduledJobs {
  const running = new Map<string, Promise<void>>();
  let timer: Cron | undefined;

  const runOne = ({ name, run }: ScheduledJob) => {
    if (running.has(name)) return;
    const work = run()
      .catch((failure: unknown) => log.error({ err: failure, job: name }, "a scheduled job failed"))
      .finally(() => running.delete(name));
    running.set(name, work);
  };

  return {
    start() {
      // Not on the full minute, when everybody else's timers ring.
      const second = Math.floor(Math.random() * 60);
      timer ??= new Cron(`${second} * * * * *`, { unref: true }, () => jobs.forEach(runOne));
    },
    async stop() {
      timer?.stop();
      await Promise.all(running.values());
    },
  };
}

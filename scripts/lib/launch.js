import process from "node:process";
import { describeFailure, exitCodeOfFailure } from "./failure.js";
import { createProcesses } from "./processes.js";

/** @typedef {import("./processes.js").Processes} Processes */

/** npm passes Ctrl-C on to a process that the terminal has told already: what follows at once is the same one. */
const SAME_SIGNAL_MS = 700;
const LOOK_AFTER_PARENT_MS = 250;

/**
 * Runs a command to its end. Ctrl-C, SIGTERM, SIGHUP and the death of npm end everything it started, in order;
 * a second Ctrl-C ends it by force. Then this process ends by the same signal, so that shells and npm know.
 * @param {(processes: Processes) => Promise<number>} main gives the exit code
 */
export function launch(main) {
  const processes = createProcesses();
  let stoppedAt = 0;

  /** @param {NodeJS.Signals} signal */
  function endBySignal(signal) {
    for (const name of signals) process.removeListener(name, stop);
    process.kill(process.pid, signal);
  }

  /** @param {NodeJS.Signals} signal */
  function stop(signal) {
    if (stoppedAt === 0) {
      stoppedAt = Date.now();
      console.log("\nStopping …");
      void processes.stopAll().then(() => endBySignal(signal));
    } else if (Date.now() - stoppedAt > SAME_SIGNAL_MS) {
      processes.killAll();
      endBySignal(signal);
    }
  }

  /** @type {readonly NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const name of signals) process.on(name, stop);

  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent && stoppedAt === 0) stop("SIGTERM");
  }, LOOK_AFTER_PARENT_MS).unref();
  // Only npm's death means anything: a shell that started this in the background may well go away.
  if (process.env.npm_lifecycle_event === undefined) clearInterval(watch);

  /** @param {number} code */
  async function finish(code) {
    if (stoppedAt !== 0) return;
    await processes.stopAll();
    clearInterval(watch);
    for (const name of signals) process.removeListener(name, stop);
    process.exitCode = code;
  }

  main(processes).then(finish, async (error) => {
    // What was interrupted fails; that is no news.
    if (stoppedAt !== 0) return;
    console.error(`\n${describeFailure(error)}`);
    await finish(exitCodeOfFailure(error));
  });
}

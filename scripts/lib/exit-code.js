import os from "node:os";

/**
 * One number for how a process ended, as shells count: 128 and the signal's number when a signal ended it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  if (code !== null) return code;
  return 128 + (signal === null ? 0 : os.constants.signals[signal]);
}

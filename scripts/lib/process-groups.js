import { spawnSync } from "node:child_process";
import process from "node:process";

/** Whether children can lead a group of their own; Windows has none, and would open a window for each. */
export const hasProcessGroups = process.platform !== "win32";

/**
 * Sends a signal to a process and everything in its group. Nothing happens when all of them are gone.
 * @param {number} leader process id
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(leader, signal) {
  try {
    process.kill(hasProcessGroups ? -leader : leader, signal);
  } catch {
    // Gone already.
  }
}

/**
 * Ends a process and everything it started, at once.
 * @param {number} leader process id
 */
export function killGroup(leader) {
  if (hasProcessGroups) signalGroup(leader, "SIGKILL");
  else spawnSync("taskkill", ["/pid", String(leader), "/T", "/F"], { stdio: "ignore" });
}

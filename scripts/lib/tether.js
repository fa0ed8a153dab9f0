// Runs one command (its arguments) and ends with it; when the process that started this one is gone, even by
// SIGKILL, ends the command and everything it started. Started as the leader of a process group.
import { spawn } from "node:child_process";
import process from "node:process";
import { exitCodeOf } from "./exit-code.js";
import { killGroup, signalGroup } from "./process-groups.js";

const GRACE_MS = 3000;

const child = spawn(process.execPath, process.argv.slice(2), { stdio: "inherit" });

// The whole group gets the signal, the command too: what is left to do here is to wait for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

// Some tools (`next build`) start helpers in groups of their own, which they end themselves if they are asked first.
function endEverything() {
  signalGroup(process.pid, "SIGINT");
  setTimeout(() => killGroup(process.pid), GRACE_MS);
}
process.once("disconnect", endEverything);
// A parent that went away before the line above leaves no event behind.
if (process.send !== undefined && !process.connected) endEverything();

child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once("exit", (code, signal) => process.exit(exitCodeOf(code, signal)));

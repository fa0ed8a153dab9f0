import "./lib/require-node.js";
import { spawn } from "node:child_process";
import process from "node:process";
import { exitCodeOf } from "./lib/exit-code.js";
import { generate } from "./lib/generate.js";
import { install } from "./lib/install.js";
import { launch } from "./lib/launch.js";
import { inRoot } from "./lib/paths.js";

// What the preparation has to say must not get into an answer that a script reads.
console.log = console.error;

launch(async (processes) => {
  await install(processes);
  await generate(processes);
  const args = ["--conditions=react-server", "--import", "tsx", inRoot("scripts/castellan.ts")];
  // Not one of `processes`: it may ask its questions at the terminal.
  const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], { stdio: "inherit" });
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(exitCodeOf(code, signal)));
  });
});

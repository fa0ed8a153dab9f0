import { build } from "./build.js";
import { generate } from "./generate.js";
import { install } from "./install.js";

/**
 * Brings everything up to date that the production console needs.
 * @param {import("./processes.js").Processes} processes
 */
export async function prepareProduction(processes) {
  await install(processes);
  await generate(processes);
  await build(processes);
}

/**
 * The same for the development server, which builds as it goes.
 * @param {import("./processes.js").Processes} processes
 */
export async function prepareDevelopment(processes) {
  await install(processes);
  await generate(processes);
}

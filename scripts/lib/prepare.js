import { build } from "./build.js";
import { generate } from "./generate.js";
import { install, installDriver, installPackages } from "./install.js";

/**
 * Brings everything up to date that the production console needs. Where the database driver must be compiled, that
 * keeps one processor busy for a minute or two, and the build opens no database: so both go on at once.
 * @param {import("./processes.js").Processes} processes
 */
export async function prepareProduction(processes) {
  await installPackages(processes);
  await Promise.all([installDriver(processes), generate(processes).then(() => build(processes))]);
}

/**
 * The same for the development server, which builds as it goes.
 * @param {import("./processes.js").Processes} processes
 */
export async function prepareDevelopment(processes) {
  await install(processes);
  await generate(processes);
}

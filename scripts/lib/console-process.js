import { fileURLToPath } from "node:url";
import { failure } from "./failure.js";
import { inRoot } from "./paths.js";
import { untilReady } from "./readiness.js";

/** @typedef {import("./processes.js").Processes} Processes */
/** @typedef {import("./processes.js").RunningProcess} RunningProcess */
/** @typedef {{ port: number, host: string, publicUrl: string }} Address */

/** The program that serves the production build; see there for how it is told what. */
export const SERVE = fileURLToPath(new URL("../../lib/serve/serve.js", import.meta.url));

/**
 * @param {Address} address
 * @param {Readonly<Record<string, string | undefined>>} env
 */
const withAddress = ({ port, host }, env) => ({
  ...env,
  PORT: String(port),
  HOST: host,
  NEXT_TELEMETRY_DISABLED: "1",
});

/**
 * Waits until a server can work, says so, and stays with it to its end.
 * @param {RunningProcess} server
 * @param {Address} address
 * @param {() => void} onReady
 * @returns {Promise<never>}
 */
async function stayWith(server, address, onReady) {
  let isOver = false;
  const ended = server.ended.finally(() => {
    isOver = true;
  });
  if (await untilReady({ ...address, isOver: () => isOver })) onReady();
  const code = await ended;
  const message = `${server.name} ended by itself (exit code ${code}).`;
  // The same one, so that whoever starts the console learns of it without reading (docs/operations.md).
  throw failure(message, "What it printed above says why.", code || 1);
}

/**
 * Serves the production build until it ends.
 * @param {Processes} processes
 * @param {{ address: Address, env: Readonly<Record<string, string | undefined>>, onReady: () => void }} options
 * @returns {Promise<never>} fails when it ends, because nobody asked it to
 */
export function serveProduction(processes, { address, env, onReady }) {
  const request = { name: "The console", args: [SERVE], env: withAddress(address, env) };
  return stayWith(processes.start({ ...request, output: "shown" }), address, onReady);
}

/**
 * Runs the development server until it ends.
 * @param {Processes} processes
 * @param {{ address: Address, env: Readonly<Record<string, string | undefined>>, onReady: () => void }} options
 * @returns {Promise<never>} fails when it ends
 */
export function serveDevelopment(processes, { address, env, onReady }) {
  const { port, host } = address;
  const next = inRoot("node_modules/next/dist/bin/next");
  const args = [next, "dev", "--port", String(port), "--hostname", host];
  const request = { name: "The development server", args, env: withAddress(address, env) };
  return stayWith(processes.startTool({ ...request, output: "shown" }), address, onReady);
}

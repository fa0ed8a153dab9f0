import { toolEnvironment } from "./environment.js";
import { failure } from "./failure.js";
import { inRoot } from "./paths.js";
import { sandboxPort, startSandbox } from "./sandbox-process.js";

/** @typedef {import("./processes.js").Processes} Processes */
/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * The environment of a console whose Qlik Cloud is a sandbox: of the caller's own settings nothing is left.
 * @param {{ dataDir: string, sandboxOrigin: string, env: Environment }} options
 */
export function sandboxedEnvironment({ dataDir, sandboxOrigin, env }) {
  return {
    ...toolEnvironment(env),
    DATA_DIR: dataDir,
    CASTELLAN_QLIK_CONNECT_TO: new URL(sandboxOrigin).host,
    CASTELLAN_SANDBOX_ORIGIN: sandboxOrigin,
  };
}

/** Arguments of Node that fill a data folder; what is there already stays. Told by `sandboxedEnvironment`. */
export const SEED = ["--conditions=react-server", "--import", "tsx", inRoot("scripts/demo-seed.ts")];

/**
 * Starts a sandbox and fills a data folder from it.
 * @param {Processes} processes
 * @param {{ dataDir: string, address: { port: number, host: string, publicUrl: string }, env: Environment }} options
 */
export async function startSandboxed(processes, { dataDir, address, env }) {
  const sandbox = await startSandbox(processes, { port: await sandboxPort(), env: toolEnvironment(env) });
  console.log(`› The Qlik Cloud sandbox is at ${sandbox.origin}`);
  void sandbox.ended.then((code) => {
    if (code !== 0) console.error(`The sandbox ended (exit code ${code}).\n${sandbox.output()}`);
  });
  const consoleEnv = {
    ...sandboxedEnvironment({ dataDir, sandboxOrigin: sandbox.origin, env }),
    PORT: String(address.port),
    HOST: address.host,
    PUBLIC_URL: address.publicUrl,
    // Lines for a log collector would stand between the steps that somebody reads here for the first time.
    LOG_LEVEL: env.LOG_LEVEL ?? "warn",
  };
  const seed = await processes.run({ name: "The seed", args: SEED, env: consoleEnv, output: "shown" });
  if (seed.code !== 0) {
    const advice = `Delete the folder ${dataDir} to begin again.`;
    throw failure(`The made-up data could not be written (exit code ${seed.code}).`, advice);
  }
  return { sandbox, env: consoleEnv };
}

/**
 * Client ids and secrets of everything in a sandbox.
 * @param {string} origin
 * @returns {Promise<import("./demo-selection.js").SandboxCredentials>}
 */
export async function sandboxCredentials(origin) {
  const response = await fetch(`${origin}/__sandbox/credentials`);
  if (!response.ok) throw failure(`The sandbox answered ${response.status} when asked for its credentials.`);
  return /** @type {import("./demo-selection.js").SandboxCredentials} */ (await response.json());
}

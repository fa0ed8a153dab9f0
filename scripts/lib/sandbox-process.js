import { inRoot } from "./paths.js";
import { tryToListen } from "./ports.js";

/** @typedef {import("./processes.js").Processes} Processes */

const USUAL_PORT = 4010;
const STARTS_WITHIN_MS = 30_000;

/** The port that the sandbox usually has, or 0 (any) when somebody else has it. */
export async function sandboxPort() {
  return (await tryToListen(USUAL_PORT, "127.0.0.1")) === null ? USUAL_PORT : 0;
}

/**
 * Starts the stand-in for Qlik Cloud.
 * @param {Processes} processes
 * @param {{ port: number, seed?: number | undefined, tenants?: number | undefined, tokensPerTenant?: number | undefined, env: Readonly<Record<string, string | undefined>> }} options
 *   `port` 0: any that is free; `tenants`: of the first organization; `tokensPerTenant`: instead of a few for each person
 */
export async function startSandbox(processes, { port, seed, tenants, tokensPerTenant, env }) {
  const size = [...(seed === undefined ? [] : ["--seed", String(seed)])];
  if (tenants !== undefined) size.push("--tenants", String(tenants));
  if (tokensPerTenant !== undefined) size.push("--tokens-per-tenant", String(tokensPerTenant));
  const running = processes.start({
    name: "The Qlik Cloud sandbox",
    args: ["--import", "tsx", inRoot("scripts/sandbox.ts"), "--quiet", "--port", String(port), ...size],
    env,
    output: "kept",
  });
  const [, origin = ""] = await running.printed(/^sandbox listening on (http:\/\/\S+)$/m, STARTS_WITHIN_MS);
  return { ...running, origin, port: Number(new URL(origin).port) };
}

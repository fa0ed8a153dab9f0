import net from "node:net";
import { failure } from "./failure.js";

/**
 * The port named in the environment.
 * @param {string | undefined} text
 * @param {number} otherwise
 */
export function readPort(text, otherwise) {
  if (text === undefined || text === "") return otherwise;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw failure(`PORT is "${text}", which is not a port.`, "Set a number from 1 to 65535, for example 3000.");
}

/**
 * Why nothing can listen there (`EADDRINUSE`, `EACCES`, …), or `null` when it can.
 * @param {number} port 0: any
 * @param {string} host
 * @returns {Promise<string | null>}
 */
export function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code ?? error.message),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * Throws, with what to do, when nothing can listen there.
 * @param {{ port: number, host: string, command: string }} address `command`: as people typed it, `npm start`
 */
export async function requireFreePort({ port, host, command }) {
  const reason = await tryToListen(port, host);
  // "localhost" leads browsers to ::1 first: whoever listens there would be seen instead of the console.
  const isHidden = host === "127.0.0.1" && (await tryToListen(port, "::1")) === "EADDRINUSE";
  if (reason === "EADDRINUSE" || isHidden) {
    throw failure(
      `Port ${port} on ${host} is taken by another program.`,
      `Stop that program, or choose another port:\n  PORT=${port + 1} ${command}`,
    );
  }
  if (reason === "EACCES") {
    throw failure(
      `This account may not listen on port ${port} on ${host}.`,
      `Ports below 1024 are usually reserved. Choose another one:\n  PORT=3000 ${command}`,
    );
  }
  if (reason !== null) {
    throw failure(
      `Cannot listen on port ${port} on ${host} (${reason}).`,
      "HOST must be an address of this machine: 127.0.0.1 for this machine only, 0.0.0.0 for its network.",
    );
  }
}

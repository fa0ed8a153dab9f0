import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";

const ASK_AGAIN_MS = 150;
const ANSWER_WITHIN_MS = 5000;

/**
 * Status of one GET, or `null` when there was no answer.
 * @param {{ port: number, host: string, hostHeader: string, path: string }} request
 * @returns {Promise<number | null>}
 */
function statusOf({ port, host, hostHeader, path }) {
  return new Promise((resolve) => {
    const request = http.get(
      { port, host, path, headers: { host: hostHeader }, agent: false, timeout: ANSWER_WITHIN_MS },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? null);
      },
    );
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(null));
  });
}

/**
 * Asks the console until it says that it can work.
 * @param {{ port: number, host: string, publicUrl: string, isOver: () => boolean }} console `host`: where it
 *   listens; `publicUrl`: what browsers call it, because it refuses any other Host header
 * @returns {Promise<boolean>} false when it is over before that
 */
export async function untilReady({ port, host, publicUrl, isOver }) {
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  const request = { port, host: reachable, hostHeader: new URL(publicUrl).host, path: "/api/health/ready" };
  while (!isOver()) {
    if ((await statusOf(request)) === 200) return true;
    await wait(ASK_AGAIN_MS);
  }
  return false;
}

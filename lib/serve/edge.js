// The sockets that strangers reach. What is slow, dead or left half-said ends here, in seconds, and a request that asks for
// another protocol is answered in this one: nobody listens for `upgrade`, and Node then takes the request for what else it is.
import { createServer } from "node:http";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Answer */

const LIMITS = {
  /** Until the last header is there; counted from the connection on. */
  headersMs: 10_000,
  /** Until the last of the body is there. The largest that is taken is about a megabyte. */
  requestMs: 30_000,
  /** How long somebody may take nothing of what waits to be sent to them. */
  untakenMs: 30_000,
  /** What is thrown away of a body that was refused, so that the answer arrives and the next request is read. */
  leftoverBytes: 4 * 1024 * 1024,
  leftoverMs: 5000,
  /** How often Node looks for what is too slow. */
  lookEveryMs: 1000,
};

/**
 * A server that does not listen yet.
 * @param {(request: Request, answer: Answer) => void} begin
 * @param {Partial<typeof LIMITS>} [changed]
 */
export function createEdge(begin, changed) {
  const limits = { ...LIMITS, ...changed };
  /** Those that wait for us and not we for them. @type {WeakSet<import("node:stream").Duplex>} */
  const answering = new WeakSet();
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.lookEveryMs,
      // Finds those who are gone without having said so.
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
    },
    (request, answer) => {
      const { socket } = request;
      answering.add(socket);
      answer.once("finish", () => {
        if (!request.complete) discard(request, limits);
      });
      answer.once("close", () => answering.delete(socket));
      begin(request, answer);
    },
  );
  server.setTimeout(limits.untakenMs, (socket) => {
    if (!answering.has(socket) || socket.writableLength > 0) socket.destroy();
  });
  return server;
}

/**
 * Node leaves a body alone that somebody has begun to read and given up, and then never comes to the next request.
 * @param {Request} request
 * @param {{ leftoverBytes: number, leftoverMs: number }} limits
 */
function discard(request, { leftoverBytes, leftoverMs }) {
  const { socket } = request;
  let left = leftoverBytes;
  const timer = setTimeout(() => socket.destroy(), leftoverMs).unref();
  request.once("close", () => clearTimeout(timer));
  // Whoever read it reads no more: while somebody listens for "readable", nothing flows.
  request.unpipe().removeAllListeners("readable").removeAllListeners("data");
  request.on("data", (chunk) => {
    left -= chunk.length;
    if (left < 0) socket.destroy();
  });
  request.resume();
}

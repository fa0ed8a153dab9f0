// Serves the production build on HOST and PORT (0: any that is free), and ends with its parent. In place of
// `next start` because that prints addresses of its own, cannot say which free port it took before the
// application reads its settings, and waits for open streams for ever when it is asked to stop.
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import path from "node:path";
import process from "node:process";
import { HEADERS_ARE_SET, isInternal, newHeaders } from "../request-headers.js";
import { createAdmission } from "./admission.js";
import { createEdge } from "./edge.js";
import { answeringFailedPages } from "./failed-pages.js";
import { refusalOf, refuse } from "./refusals.js";

const STREAMS_END_MS = 1500;
const LAST_RESORT_MS = 6000;

Object.assign(process.env, { NODE_ENV: "production" });
// What libraries and Node itself may write, such as a report of a crash; lib/server/private-files.ts needs no umask.
process.umask(0o077);
const host = process.env.HOST || "127.0.0.1";

// The other end of the socket, for lib/server/http/request-origin.ts: no header that a stranger could send as well.
/** @type {AsyncLocalStorage<string | undefined>} */
const peers = new AsyncLocalStorage();
Object.assign(globalThis, { [Symbol.for("castellan.peer")]: peers });

/**
 * What proxy.ts would do, here: for each request Next would make a request and an answer of its own kinds for it.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function setHeaders(request, response) {
  for (const name of Object.keys(request.headers))
    if (isInternal(name) || name === HEADERS_ARE_SET) delete request.headers[name];
  // Of these none is made for one request; should Next read such an address in another way, proxy.ts is there still.
  if (/^\/_next\/(static|image)/.test(request.url ?? "")) return;
  const { ofRequest, ofAnswer } = newHeaders(process.env);
  Object.assign(request.headers, ofRequest, { [HEADERS_ARE_SET]: "1" });
  for (const [name, value] of Object.entries(ofAnswer)) response.setHeader(name, value);
}

/** @typedef {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => unknown} Handle */
/** @type {(handle: Handle) => void} */
let open = () => undefined;
/** @type {Promise<Handle>} */
const opened = new Promise((resolve) => {
  open = resolve;
});
const admission = createAdmission();
// From the first connection on: a request that nobody listens to is never answered. Whoever comes early waits.
const server = createEdge((request, response) => {
  setHeaders(request, response);
  const refusal = refusalOf(request);
  if (refusal !== undefined) return refuse(response, refusal);
  const { remoteAddress } = request.socket;
  admission.admit(
    () =>
      void peers.run(remoteAddress, () =>
        answeringFailedPages(request, response, () => opened.then((handle) => handle(request, response))),
      ),
    () => response.destroyed,
  );
});
await new Promise((resolve, reject) => {
  server.once("error", reject);
  server.listen(Number(process.env.PORT || 3000), host, () => resolve(undefined));
});
const address = server.address();
const port = address !== null && typeof address === "object" ? address.port : 0;
process.env.PORT = String(port);

const { default: next } = await import("next");
// Next would listen for upgrades, and leave those that it does not know open for ever: it gets a server without sockets.
const app = next({
  dev: false,
  dir: path.resolve(import.meta.dirname, "../.."),
  hostname: host,
  port,
  httpServer: createServer(),
});

let isEnding = false;
/** @param {number} code */
function end(code) {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(code), LAST_RESORT_MS).unref();
  setTimeout(() => server.closeAllConnections(), STREAMS_END_MS).unref();
  server.close(() => void app.close().finally(() => process.exit(code)));
}
process.on("SIGINT", () => end(0));
process.on("SIGTERM", () => end(0));
process.once("disconnect", () => end(0));
if (process.send !== undefined && !process.connected) end(0);

await app.prepare();
open(app.getRequestHandler());
process.send?.({ port });

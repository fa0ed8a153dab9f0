import { AsyncLocalStorage } from "node:async_hooks";

/** @typedef {{ told?: { detail: string, advice: string } | undefined }} Trouble */

const ASK_AGAIN_SECONDS = 5;

// lib/server/request-trouble.ts writes into it what kept the console from making a page.
/** @type {AsyncLocalStorage<Trouble>} */
const troubles = new AsyncLocalStorage();
Object.assign(globalThis, { [Symbol.for("castellan.request-trouble")]: troubles });

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * Plain, with nothing to be fetched: what serves the rest may fail for the same reason. It looks again by itself.
 * @param {{ detail: string, advice: string }} told
 */
const plainPage = ({ detail, advice }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${ASK_AGAIN_SECONDS}">
<title>Castellan cannot be used right now</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.25rem; }
</style>
</head>
<body>
<main>
<h1>Castellan cannot be used right now</h1>
<p>${escaped(detail)}</p>
<p>${escaped(advice)}</p>
<p>This page looks again by itself every ${ASK_AGAIN_SECONDS} seconds.</p>
</main>
</body>
</html>
`;

/**
 * Lets a page be made, and puts a plain one with status 503 in the place of one that failed because the console could not
 * do its part. Next has no way to say that: it answers 500, with a page that is empty until its scripts have run.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {() => unknown} make
 */
export function answeringFailedPages(request, response, make) {
  // Routes answer with a problem of their own.
  if (request.url?.startsWith("/api/")) return make();
  /** @type {Trouble} */
  const trouble = {};
  const writeHead = response.writeHead.bind(response);
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  let isReplaced = false;
  let isDecided = false;

  /** @param {number} status */
  function decide(status) {
    if (isDecided) return;
    isDecided = true;
    if (status < 500 || trouble.told === undefined || response.headersSent) return;
    isReplaced = true;
    for (const name of ["content-length", "content-encoding", "transfer-encoding", "etag", "vary"])
      response.removeHeader(name);
    writeHead(503, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": String(ASK_AGAIN_SECONDS),
    });
    end(plainPage(trouble.told));
  }

  Object.assign(response, {
    /** @param {number} status @param {...any} rest */
    writeHead(status, ...rest) {
      decide(status);
      return isReplaced ? response : writeHead(status, ...rest);
    },
    /** @param {any} chunk @param {...any} rest */
    write(chunk, ...rest) {
      decide(response.statusCode);
      return isReplaced ? true : write(chunk, ...rest);
    },
    /** @param {...any} rest */
    end(...rest) {
      decide(response.statusCode);
      return isReplaced ? response : end(...rest);
    },
  });
  return troubles.run(trouble, make);
}

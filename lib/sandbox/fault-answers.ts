import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Fault } from "./state/faults";

const MIB = 1024 * 1024;

function* longText(mebibytes: number): Generator<Buffer> {
  const blanks = Buffer.alloc(MIB, " ");
  yield Buffer.from('{"data":"');
  for (let sent = 0; sent < mebibytes; sent += 1) yield blanks;
  yield Buffer.from('"}');
}

function gzipBomb(mebibytes: number): Response {
  const packed = Readable.from(longText(mebibytes)).pipe(createGzip());
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  // Node's and the DOM's streams are the same thing with two declarations.
  return new Response(Readable.toWeb(packed) as ReadableStream, { status: 200, headers });
}

/** The right answer with more headers, for what Qlik only says beside it: that a call is deprecated, for example. */
export function withHeaders(right: Response, more: Readonly<Record<string, string>>): Response {
  const headers = new Headers(right.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(right.body, { status: right.status, headers });
}

/** The answer that a fault puts in the place of the right one; `null` when the right one is to be sent. */
export function answerOf(fault: Fault): Response | null {
  if (fault.gzipBombMib !== undefined) return gzipBomb(fault.gzipBombMib);
  if (fault.status === undefined && fault.body === undefined) return null;
  const headers = new Headers(fault.headers);
  const isText = typeof fault.body === "string";
  const body = fault.body === undefined || isText ? fault.body : JSON.stringify(fault.body);
  if (body !== undefined && !headers.has("content-type")) {
    headers.set("content-type", isText ? "text/plain; charset=utf-8" : "application/json");
  }
  return new Response(typeof body === "string" ? body : null, { status: fault.status ?? 200, headers });
}

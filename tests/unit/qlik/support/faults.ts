import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { QlikErrorKind } from "@/lib/server/qlik/errors";
import { sendJson } from "./scripted-qlik";

export const NOW = Date.UTC(2026, 10, 21, 12);
/** Of a call that meets silence, in real milliseconds: the only rows that take time. */
const SILENCE_MS = 300;

type Answer = (response: ServerResponse) => void;

export interface Fault {
  readonly upstream: string;
  readonly answer: Answer;
  readonly kind: QlikErrorKind;
  /** How many requests a read sends, the exchange not counted. */
  readonly requests: number;
  /** How long the client waits between them, in milliseconds that the test does not really wait. */
  readonly waits?: number;
  readonly deadlineMs?: number;
  /** To a revocation this is Qlik's yes: 204 alone. */
  readonly revoked?: true;
  readonly more?: object;
}

const json = (response: ServerResponse, body: string) =>
  void response.writeHead(200, { "content-type": "application/json" }).end(body);
const limited =
  (retryAfter?: string): Answer =>
  (response) =>
    sendJson(
      response,
      429,
      { errors: [{ code: "HTTP-429", title: "Too many requests" }] },
      {
        date: new Date(NOW).toUTCString(),
        ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      },
    );
const drip: Answer = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
};
const retryAt = (wait: number) => ({ retryAt: new Date(NOW + wait) });

export const FAULTS: readonly Fault[] = [
  { upstream: "500", answer: (r) => sendJson(r, 500, {}), kind: "unavailable", requests: 1 },
  {
    upstream: "502 with a web page",
    answer: (r) => void r.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway"),
    kind: "unavailable",
    requests: 3,
  },
  { upstream: "503", answer: (r) => sendJson(r, 503, {}), kind: "unavailable", requests: 3 },
  { upstream: "504", answer: (r) => void r.writeHead(504).end(), kind: "unavailable", requests: 3 },
  {
    upstream: "429 with retry-after 0",
    answer: limited("0"),
    kind: "rate-limited",
    requests: 3,
    waits: 2_000,
    more: retryAt(1_000),
  },
  {
    upstream: "429 with retry-after 1",
    answer: limited("1"),
    kind: "rate-limited",
    requests: 3,
    waits: 2_000,
    more: retryAt(1_000),
  },
  {
    upstream: "429 with retry-after 3600",
    answer: limited("3600"),
    kind: "rate-limited",
    requests: 1,
    waits: 0,
    more: retryAt(300_000),
  },
  {
    upstream: "429 with a date",
    answer: limited(new Date(NOW + 2_000).toUTCString()),
    kind: "rate-limited",
    requests: 3,
    waits: 4_000,
    more: retryAt(2_000),
  },
  {
    upstream: "429 with a date long ago",
    answer: limited("Sun, 06 Nov 1994 08:49:37 GMT"),
    kind: "rate-limited",
    requests: 3,
    waits: 2_000,
    more: retryAt(1_000),
  },
  {
    upstream: "429 with garbage",
    answer: limited("1e9, or -5"),
    kind: "rate-limited",
    requests: 3,
    waits: 2_000,
    more: retryAt(1_000),
  },
  {
    upstream: "429 without retry-after",
    answer: limited(),
    kind: "rate-limited",
    requests: 3,
    waits: 2_000,
    more: retryAt(1_000),
  },
  {
    upstream: "a hang before the headers",
    answer: () => undefined,
    kind: "timed-out",
    requests: 1,
    deadlineMs: SILENCE_MS,
  },
  {
    upstream: "a hang after the headers",
    answer: (r) => void r.writeHead(200, { "content-type": "application/json" }).flushHeaders(),
    kind: "timed-out",
    requests: 1,
    deadlineMs: SILENCE_MS,
  },
  { upstream: "a slow drip", answer: drip, kind: "timed-out", requests: 1, deadlineMs: SILENCE_MS },
  {
    upstream: "a half-close before the headers",
    answer: (r) => void r.socket?.end(),
    kind: "unavailable",
    requests: 3,
  },
  {
    upstream: "a half-close in the middle of the body",
    answer: (r) => {
      r.writeHead(200, { "content-type": "application/json", "content-length": "100" }).write('{"data":[');
      r.socket?.end();
    },
    kind: "unavailable",
    requests: 3,
  },
  {
    upstream: "a reset in the middle of the body",
    answer: (r) => {
      r.writeHead(200, { "content-type": "application/json", "content-length": "100" }).write('{"data":[');
      setTimeout(() => r.socket?.resetAndDestroy(), 20);
    },
    kind: "unavailable",
    requests: 3,
  },
  {
    upstream: "a reset before the headers",
    answer: (r) => void r.socket?.resetAndDestroy(),
    kind: "unavailable",
    requests: 3,
  },
  {
    upstream: "something that is not HTTP",
    answer: (r) => void r.socket?.write("SSH-2.0-OpenSSH_9.2\r\n"),
    kind: "unexpected-answer",
    requests: 1,
  },
  {
    upstream: "JSON that stops in the middle",
    answer: (r) => json(r, '{"data":[{"id":'),
    kind: "not-json",
    requests: 1,
  },
  {
    upstream: "members of wrong types",
    answer: (r) => json(r, '{"data":{"id":7}}'),
    kind: "unexpected-answer",
    requests: 1,
  },
  {
    upstream: "an empty body",
    answer: (r) => json(r, ""),
    kind: "not-json",
    requests: 1,
  },
  {
    upstream: "204 to a read",
    answer: (r) => void r.writeHead(204).end(),
    kind: "not-json",
    requests: 1,
    revoked: true,
  },
  {
    upstream: "204 with a body",
    answer: (r) => void r.socket?.write("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nhello"),
    kind: "unexpected-answer",
    requests: 1,
  },
  {
    upstream: "a gzip bomb",
    answer: (r) =>
      void r
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(20_000_000, " "))),
    kind: "too-large",
    requests: 1,
  },
  {
    upstream: "a page that links to itself",
    answer: (r) => json(r, '{"data":[],"links":{"next":{"href":"?limit=100"}}}'),
    kind: "paging-loop",
    requests: 1,
  },
  ...[301, 302, 303, 307, 308].map(
    (status): Fault => ({
      upstream: `${status} to another host`,
      answer: (r) => void r.writeHead(status, { location: "https://evil.eu.qlikcloud.com/x" }).end(),
      kind: "redirected",
      requests: 1,
      more: { status },
    }),
  ),
];

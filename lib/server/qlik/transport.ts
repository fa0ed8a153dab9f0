import "server-only";
import { setImmediate } from "node:timers/promises";
import { Agent, buildConnector } from "undici";
import { err, ok, type Result } from "@/lib/server/result";
import { errorOfConnection } from "./connection-errors";
import { type Deadline, startDeadline } from "./deadlines";
import { ACCEPT_ENCODING } from "./decoded-body";
import type { QlikError } from "./errors";
import { exchange } from "./exchanges";
import { isCallableHost } from "./hosts";
import type { RequestPath } from "./paths";
import { createPublicLookup, type ResolveAddresses } from "./public-lookup";
import { doubt } from "./requests-told";

const MIB = 1024 * 1024;
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** One HTTP request. Path and query are encoded already (`encodePath`, `encodeQuery`). */
export interface HttpRequest {
  readonly host: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: RequestPath;
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** Of the whole call that the request is a part of; left out, the request has one of its own. */
  readonly deadline?: Deadline | undefined;
}

/** One HTTP answer of whatever status, read whole. */
export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name; of a header that came several times, the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case, without parameters; null when there is none. */
  readonly contentType: string | null;
  /**
   * Not yet text: promises that waited for an answer long enough to be taken for old keep it until the next full
   * collection, and a text is twice as large as its bytes where one character in it is beyond Latin.
   */
  readonly body: Buffer;
  /** The same request was sent before this answer's, and what became of that is not known. */
  readonly mayHaveArrivedBefore?: true;
}

/** What became of one request. */
export type Sent = Result<HttpAnswer, QlikError>;

export interface Transport {
  /** Sends one request once: no redirect is followed, nothing is repeated, every status is an answer. */
  send(request: HttpRequest): Promise<Sent>;
  /** Waits for what is under way, then closes the connections. */
  close(): Promise<void>;
}

export interface TransportOptions {
  /** A loopback address to which everything is sent, with the Host header unchanged. */
  readonly connectTo?: LoopbackAddress | undefined;
  readonly extraHosts: readonly string[];
  /** For one call from its start to the last byte, in milliseconds. */
  readonly deadlineMs?: number | undefined;
  readonly connectTimeoutMs?: number | undefined;
  /** Of a decoded answer. */
  readonly maxBytes?: number | undefined;
  /** To one host at a time; requests beyond them queue. */
  readonly connections?: number | undefined;
  readonly resolve?: ResolveAddresses | undefined;
}

export interface LoopbackAddress {
  readonly host: string;
  readonly port: number;
  /** The certificate (PEM) that vouches for it; without one it is spoken to in plain HTTP. */
  readonly ca?: string | undefined;
}

/** The only place that opens connections to Qlik. Throws when `connectTo` is not a loopback address. */
export function createTransport(options: TransportOptions): Transport {
  const {
    connectTo,
    extraHosts,
    deadlineMs = 20_000,
    connectTimeoutMs = 3_000,
    maxBytes = 8 * MIB,
    connections = 64,
  } = options;
  if (connectTo && !LOOPBACK.has(connectTo.host)) throw new Error("connectTo must be a loopback address");

  const agent = new Agent({
    connections,
    // The deadline alone limits an answer: undici's own timers start anew with every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: connectTo
      ? connectorTo(connectTo, connectTimeoutMs)
      : // The lookup is not called for IP literals, which is why hosts never are any.
        { timeout: connectTimeoutMs, lookup: createPublicLookup(options.resolve) },
  });

  async function send(request: HttpRequest): Promise<Sent> {
    const { host, method, path, query } = request;
    if (!isCallableHost(host, extraHosts)) return err(hostNotAllowed(host));
    const deadline = request.deadline ?? startDeadline(deadlineMs, request.signal);
    const { signal } = deadline;
    try {
      const asked = {
        // One pool of connections per host, wherever it leads.
        origin: `${connectTo && !connectTo.ca ? "http" : "https"}://${host}`,
        method,
        path: query ? `${path}?${query}` : path,
        headers: { ...request.headers, host, "accept-encoding": ACCEPT_ENCODING },
        body: request.body ?? null,
      };
      const { status, headers, body } = await exchange(agent, asked, { signal, maxBytes });
      // undici takes a connection back only a turn later; who sends on before that opens another one for it. All answers
      // of one turn are read first and then used one after the other, so that each next request goes at once.
      await setImmediate();
      if (!body.ok) return err(unreadable(body.error, request, status, maxBytes));
      const contentType = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() || null;
      return ok({ status, headers, contentType, body: body.value });
    } catch (thrown) {
      return err(errorOfConnection(thrown, request, signal));
    } finally {
      if (!request.deadline) deadline.end();
    }
  }

  return { send, close: () => agent.close() };
}

/** Connects to the one address whatever host is meant; a certificate still has to be the host's own. */
function connectorTo({ host, port, ca }: LoopbackAddress, timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout, ...(ca ? { ca } : {}) });
  return (options, callback) =>
    connect({ ...options, hostname: host, port: String(port), servername: options.hostname }, callback);
}

function hostNotAllowed(host: string): QlikError {
  return {
    kind: "host-not-allowed",
    message: `${host} is not a host of Qlik Cloud, so nothing was sent.`,
    advice: "If it should be called, name it in CASTELLAN_QLIK_EXTRA_HOSTS.",
    host,
    notSent: true,
  };
}

function unreadable(
  fault: "too-large" | "unknown-encoding",
  request: HttpRequest,
  status: number,
  maxBytes: number,
): QlikError {
  const tooLarge = fault === "too-large";
  const what = tooLarge
    ? `The answer of ${request.host} is larger than ${maxBytes} bytes and was not read to its end.`
    : `The answer of ${request.host} is compressed in a way that was not asked for.`;
  return {
    kind: tooLarge ? "too-large" : "unexpected-answer",
    message: `${what}${doubt(request)}`,
    advice: "Check what stands between this console and Qlik Cloud. If it happens again, report it.",
    host: request.host,
    status,
  };
}

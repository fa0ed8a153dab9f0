import "server-only";
import { ranOutOfTime } from "./deadlines";
import type { QlikError, QlikErrorKind } from "./errors";
import { errorOfThisMachine } from "./local-errors";
import { NOT_PUBLIC } from "./public-lookup";
import { type Asked, doubt } from "./requests-told";

const TRY_AGAIN =
  "Try again in a moment. If it stays, check the network between this console and Qlik Cloud.";

/** Of failures before there was a connection, so that nothing can have been sent. */
const NEVER_CONNECTED =
  /^(ENOTFOUND|EAI_\w+|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT)$|CERT|SELF_SIGNED|UNABLE_TO_/;

/** HTTP, a length, or a compression that is broken: Qlik itself does not send such a thing. */
const UNREADABLE = /^(HTTPParserError$|HPE_|UND_ERR_RES_|Z_|ERR__ERROR|ERR_BROTLI|ERR_PADDING)/;

/** The meaning of a request that ended without an answer: what was thrown, and the signal that limited it. */
export function errorOfConnection(thrown: unknown, asked: Asked, signal: AbortSignal): QlikError {
  if (signal.aborted) return errorOfSignal(asked, signal);
  const local = errorOfThisMachine(thrown, asked.host);
  if (local) return local;
  const code = codeOf(thrown);
  const { host } = asked;
  const notSent = code === NOT_PUBLIC || NEVER_CONNECTED.test(code) || isOfAttempts(thrown);
  const error = (kind: QlikErrorKind, message: string, advice: string): QlikError => ({
    kind,
    message: notSent ? message : `${message}${doubt(asked)}`,
    advice,
    host,
    ...(notSent ? { notSent } : {}),
  });
  if (code === NOT_PUBLIC) {
    return error(
      "host-not-allowed",
      `${host} leads to an address that is not on the public internet, so nothing was sent.`,
      "Check the name service of this machine: Qlik Cloud has public addresses only.",
    );
  }
  if (code === "ENOTFOUND") {
    return error(
      "host-unknown",
      `There is no host named ${host}.`,
      "Check the hostname, and that this machine can look up names on the internet.",
    );
  }
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return error("timed-out", `${host} could not be reached in time.`, TRY_AGAIN);
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return error(
      "unavailable",
      `The certificate of ${host} could not be verified (${code}), so nothing was sent.`,
      "If a proxy inspects traffic here, make its certificate known to Node.js with NODE_EXTRA_CA_CERTS.",
    );
  }
  if (UNREADABLE.test(code)) {
    return error("unexpected-answer", `What ${host} sent is not readable (${code}).`, TRY_AGAIN);
  }
  return error("unavailable", `The connection to ${host} failed${code ? ` (${code})` : ""}.`, TRY_AGAIN);
}

/** The meaning of a limit that ended before there was an answer. */
export function errorOfSignal(asked: Asked, signal: AbortSignal): QlikError {
  const message = ranOutOfTime(signal)
    ? `${asked.host} did not answer in time.`
    : "The request was given up before Qlik answered.";
  return { kind: "timed-out", message: `${message}${doubt(asked)}`, advice: TRY_AGAIN, host: asked.host };
}

/** Several addresses of a name were tried, and none was connected to. */
const isOfAttempts = (thrown: unknown): boolean =>
  thrown instanceof AggregateError || (thrown instanceof Error && thrown.cause instanceof AggregateError);

/** The code alone is used: an error's message may quote what was sent. */
function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "";
  if ("code" in thrown && typeof thrown.code === "string") return thrown.code;
  // undici leaves the code of these away.
  if (thrown.name === "HTTPParserError") return thrown.name;
  const inner: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown.cause;
  return inner === undefined ? "" : codeOf(inner);
}

import "server-only";
import type { z } from "zod";
import { err, ok, type Result } from "@/lib/server/result";
import type { Secret } from "@/lib/server/secret";
import type { AccessTokens, Grant } from "./access-tokens";
import { errorOfAnswer } from "./answer-errors";
import { parseAnswer, unexpectedAnswer } from "./answers";
import { startDeadline } from "./deadlines";
import type { QlikError } from "./errors";
import { encodePath, type RequestPath, sameHostTarget } from "./paths";
import type { HttpAnswer, HttpRequest, Transport } from "./transport";

/** Says which of Qlik's quarterly versions this client knows; it selects nothing (FACTS.md section 15). */
const API_VERSION = "2026-11";
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface ApiCall {
  /** Segments of the path, not encoded. */
  readonly path: readonly string[];
  /** Encoded. */
  readonly query?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Calls to one host with one credential. Each call, renewals and all, has one deadline. */
export interface AuthorizedRequests {
  readonly host: string;
  get<T>(call: ApiCall, schema: z.ZodType<T>): Promise<Result<T, QlikError>>;
  delete(call: ApiCall): Promise<Result<void, QlikError>>;
  /** Exchanges the credential for a new access token, to prove it. */
  exchange(signal?: AbortSignal): Promise<Result<void, QlikError>>;
}

interface Target {
  readonly method: "GET" | "DELETE";
  readonly path: RequestPath;
  readonly query: string;
}

export function createAuthorizedRequests(given: {
  readonly send: Transport["send"];
  readonly accessTokens: AccessTokens;
  readonly grant: Grant;
  readonly clock: () => number;
  readonly deadlineMs: number;
}): AuthorizedRequests {
  const { send, accessTokens, grant, clock, deadlineMs } = given;
  const { host, credential } = grant;

  async function withinDeadline<T>(
    callerSignal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = startDeadline(deadlineMs, callerSignal);
    try {
      return await work(deadline.signal);
    } finally {
      deadline.end();
    }
  }

  async function call(method: Target["method"], { path: segments, query = "", signal }: ApiCall) {
    const path = encodePath(segments);
    if (!path.ok) return err(notAnIdentifier(host, path.error));
    const target = { method, path: path.value, query };
    return withinDeadline(signal, async (limit) => {
      const first = await attempt(target, limit);
      // Revoking the console's own token, for one, makes the next call fail: one new token, and no loop.
      return first.ok || first.error.kind !== "access-token-refused" ? first : attempt(target, limit);
    });
  }

  async function attempt(target: Target, signal: AbortSignal): Promise<Result<HttpAnswer, QlikError>> {
    const token = await accessTokens.get(grant, signal);
    if (!token.ok) return token;
    const answer = await sendFollowing(requestOf(target, token.value, signal));
    if (!answer.ok) return answer;
    if (answer.value.status >= 200 && answer.value.status <= 299) return answer;
    const secrets = [credential.clientSecret, token.value];
    const error = errorOfAnswer(answer.value, { host, ...target }, { secrets, now: clock() });
    if (error.kind === "access-token-refused") accessTokens.invalidate(credential.key, host, token.value);
    return err(error);
  }

  const requestOf = ({ method, path, query }: Target, token: Secret, signal: AbortSignal): HttpRequest => ({
    host: grant.host,
    method,
    path,
    query,
    headers: {
      accept: "application/json",
      authorization: `Bearer ${token.reveal()}`,
      "qlik-api-version": API_VERSION,
    },
    signal,
  });

  /** Qlik's `/me` calls redirect (FACTS.md section 10): followed once, for reading, and only to the same host. */
  async function sendFollowing(request: HttpRequest): Promise<Result<HttpAnswer, QlikError>> {
    const answer = await send(request);
    if (!answer.ok || request.method !== "GET" || !REDIRECTS.has(answer.value.status)) return answer;
    const next = sameHostTarget(answer.value.headers.location ?? "", request);
    return next ? send({ ...request, ...next }) : answer;
  }

  return {
    host,
    async get(request, schema) {
      const answer = await call("GET", request);
      const asked = { host, method: "GET", path: `/${request.path.join("/")}` };
      return answer.ok ? parseAnswer(answer.value, schema, asked) : answer;
    },
    async delete(request) {
      const answer = await call("DELETE", request);
      if (!answer.ok) return answer;
      // 202 or 207 would mean "later" or "in part": only what is done counts as done.
      if (answer.value.status === 204 || answer.value.status === 200) return ok(undefined);
      const asked = { host, method: "DELETE", path: `/${request.path.join("/")}` };
      return err(unexpectedAnswer(answer.value, asked, "does not say that it was carried out"));
    },
    exchange: (callerSignal) =>
      withinDeadline(callerSignal, async (signal) => {
        const token = await accessTokens.exchange(grant, signal);
        return token.ok ? ok(undefined) : token;
      }),
  };
}

function notAnIdentifier(host: string, reason: string): QlikError {
  return {
    kind: "bad-request",
    message: `${reason} Nothing was sent.`,
    advice: "Check the address of this page, or go back to the list and choose again.",
    host,
  };
}

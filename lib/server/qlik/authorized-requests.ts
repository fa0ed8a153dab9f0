import "server-only";
import type { z } from "zod";
import type { Secret } from "@/lib/contracts/secret";
import { err, ok, type Result } from "@/lib/server/result";
import type { AccessTokens, Grant } from "./access-tokens";
import { errorOfAnswer } from "./answer-errors";
import { parseAnswer, unexpectedAnswer } from "./answers";
import { type Deadline, startDeadline } from "./deadlines";
import type { Deprecations } from "./deprecations";
import type { QlikError, Said } from "./errors";
import type { PacedSend } from "./paced-send";
import { encodePath, type RequestPath, sameHostTarget } from "./paths";
import type { Asked } from "./requests-told";
import type { Priority } from "./slots";
import type { Timing } from "./timing";
import type { HttpRequest, Sent } from "./transport";

/** Says which of Qlik's quarterly versions this client knows; it selects nothing (FACTS.md section 15). */
const API_VERSION = "2026-11";
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A part of a path: a word of Qlik's own, or what names one thing, of whatever characters. Not encoded. */
export type PathSegment = string | { readonly id: string };

export interface ApiCall {
  readonly path: readonly PathSegment[];
  /** Encoded. */
  readonly query?: string;
  /** What this call needs besides what every call sends, such as `qlik-confirm-delete`. By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiCallWithBody extends ApiCall {
  /** Sent as JSON. */
  readonly body: unknown;
}

/** Calls to one host with one credential. Each call, renewals and all, has one deadline. */
export interface AuthorizedRequests {
  readonly host: string;
  get<T>(call: ApiCall, schema: z.ZodType<T>): Promise<Result<T, QlikError>>;
  /** Asks by POST with a JSON body, which changes nothing. */
  post<T>(call: ApiCallWithBody, schema: z.ZodType<T>): Promise<Result<T, QlikError>>;
  /**
   * Makes something by POST. It is sent once: Qlik knows no key by which it would tell a repetition. A secret in the
   * answer is a {@link Secret} in what `schema` makes of it (`secretIn`).
   */
  create<T>(call: ApiCallWithBody, schema: z.ZodType<T>): Promise<Result<T, QlikError>>;
  /**
   * Changes something by PATCH, sent once. Qlik says 204, or 2xx with a body that tells something new (CLIENTS.md section
   * 3: 202 with a client secret): undefined, or what `schema` makes of it. Without a schema, 204 alone is done.
   */
  change<T = never>(call: ApiCallWithBody, schema?: z.ZodType<T>): Promise<Result<T | undefined, QlikError>>;
  /** Done when Qlik answers 204 and in no other way; nothing else is documented. */
  delete(call: ApiCall): Promise<Result<Said, QlikError>>;
  /** Exchanges the credential for a new access token, to prove it. */
  exchange(signal?: AbortSignal): Promise<Result<void, QlikError>>;
}

interface Target {
  readonly method: HttpRequest["method"];
  readonly path: RequestPath;
  readonly query: string;
  readonly body?: string;
  readonly extraHeaders: Readonly<Record<string, string>>;
}

export interface AuthorizedRequestsDependencies {
  readonly send: PacedSend;
  readonly accessTokens: AccessTokens;
  readonly deprecations: Deprecations;
  readonly timing: Timing;
  readonly deadlineMs: number;
}

export function createAuthorizedRequests(
  { send, accessTokens, deprecations, timing, deadlineMs }: AuthorizedRequestsDependencies,
  grant: Grant,
  priority: Priority,
): AuthorizedRequests {
  const { host, credential } = grant;
  const { clientId } = credential;

  async function withinDeadline<T>(
    callerSignal: AbortSignal | undefined,
    work: (deadline: Deadline) => Promise<T>,
  ): Promise<T> {
    const deadline = startDeadline(deadlineMs, callerSignal, timing.elapsed);
    try {
      return await work(deadline);
    } finally {
      deadline.end();
    }
  }

  async function call(method: Target["method"], apiCall: ApiCall, body?: string): Promise<Sent> {
    const path = encodePath(segmentsOf(apiCall));
    if (!path.ok) return err(notAnIdentifier(host, path.error));
    const target: Target = {
      method,
      path: path.value,
      query: apiCall.query ?? "",
      extraHeaders: apiCall.headers ?? {},
      ...(body === undefined ? {} : { body }),
    };
    return withinDeadline(apiCall.signal, async (deadline) => {
      const first = await attempt(target, deadline, apiCall);
      // Revoking the console's own token, for one, makes the next call fail: one new token, and no loop.
      const refused = !first.ok && first.error.kind === "access-token-refused";
      return refused ? attempt(target, deadline, apiCall) : first;
    });
  }

  async function attempt(target: Target, deadline: Deadline, { path }: ApiCall): Promise<Sent> {
    const token = await accessTokens.get(grant, deadline.signal);
    // Without one the request itself is not sent, whatever became of the exchange.
    if (!token.ok) return err({ ...token.error, notSent: true });
    const answer = await sendFollowing(requestOf(target, token.value, deadline.signal), deadline);
    if (!answer.ok) return answer;
    const template = `/${path.map((segment) => (typeof segment === "string" ? segment : "{id}")).join("/")}`;
    deprecations.note({ method: target.method, path: template }, answer.value.headers);
    if (answer.value.status >= 200 && answer.value.status <= 299) return answer;
    const secrets = [credential.clientSecret, token.value];
    const error = errorOfAnswer(
      answer.value,
      { host, method: target.method, path: target.path },
      { secrets, now: timing.clock() },
    );
    if (error.kind === "access-token-refused") accessTokens.invalidate(credential.key, host, token.value);
    return err(error);
  }

  const requestOf = (
    { extraHeaders, ...target }: Target,
    token: Secret,
    signal: AbortSignal,
  ): HttpRequest => ({
    host,
    headers: {
      // First: no call overrides what every call says.
      ...extraHeaders,
      accept: "application/json",
      authorization: `Bearer ${token.reveal()}`,
      "qlik-api-version": API_VERSION,
      ...(target.body === undefined ? {} : { "content-type": "application/json" }),
    },
    signal,
    ...target,
  });

  /** Qlik's `/me` calls redirect (FACTS.md section 10): followed once, for reading, and only to the same host. */
  async function sendFollowing(request: HttpRequest, deadline: Deadline): Promise<Sent> {
    const terms = { clientId, priority, deadline };
    const answer = await send(request, terms);
    if (!answer.ok || request.method !== "GET" || !REDIRECTS.has(answer.value.status)) return answer;
    const next = sameHostTarget(answer.value.headers.location ?? "", request);
    return next ? send({ ...request, ...next }, terms) : answer;
  }

  const askedBy = (method: string, apiCall: ApiCall) => ({
    host,
    method,
    path: `/${segmentsOf(apiCall).join("/")}`,
  });

  async function byPost<T>({ body, ...apiCall }: ApiCallWithBody, schema: z.ZodType<T>) {
    const answer = await call("POST", apiCall, JSON.stringify(body));
    return answer.ok ? parseAnswer(answer.value, schema, askedBy("POST", apiCall)) : answer;
  }

  return {
    host,
    async get(apiCall, schema) {
      const answer = await call("GET", apiCall);
      return answer.ok ? parseAnswer(answer.value, schema, askedBy("GET", apiCall)) : answer;
    },
    post: byPost,
    create: byPost,
    async change({ body, ...apiCall }, schema) {
      const answer = await call("PATCH", apiCall, JSON.stringify(body));
      if (!answer.ok || answer.value.status === 204 || schema === undefined) {
        return onlyNoContent(answer, askedBy("PATCH", apiCall));
      }
      return parseAnswer(answer.value, schema, askedBy("PATCH", apiCall));
    },
    async delete(apiCall) {
      const answer = await call("DELETE", apiCall);
      const done = onlyNoContent(answer, askedBy("DELETE", apiCall));
      return done.ok ? ok({ host, status: 204 }) : done;
    },
    exchange: (callerSignal) =>
      withinDeadline(callerSignal, async ({ signal }) => {
        const token = await accessTokens.exchange(grant, signal);
        return token.ok ? ok(undefined) : token;
      }),
  };
}

const segmentsOf = ({ path }: ApiCall): readonly string[] =>
  path.map((segment) => (typeof segment === "string" ? segment : segment.id));

function onlyNoContent(answer: Sent, asked: Asked): Result<undefined, QlikError> {
  if (!answer.ok) return answer;
  if (answer.value.status === 204) return ok(undefined);
  return err(unexpectedAnswer(answer.value, asked, "does not say that it was carried out"));
}

function notAnIdentifier(host: string, reason: string): QlikError {
  return {
    kind: "bad-request",
    message: `${reason} Nothing was sent.`,
    advice: "Check the address of this page, or go back to the list and choose again.",
    host,
    notSent: true,
  };
}

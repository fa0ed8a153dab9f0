import "server-only";
import { z } from "zod";
import { createSecret, type Secret } from "@/lib/contracts/secret";
import { err, ok, type Result } from "@/lib/server/result";
import { errorOfAnswer } from "./answer-errors";
import { parseAnswer } from "./answers";
import { errorOfSignal } from "./connection-errors";
import { waitFor } from "./deadlines";
import { meaningOf, type QlikError } from "./errors";
import type { QlikHost } from "./hosts";
import { text } from "./members";
import type { PacedSend } from "./paced-send";
import { encodePath } from "./paths";
import { type Asked, TOKEN_PATH } from "./requests-told";
import { createSweptMap } from "./swept-map";
import type { HttpRequest } from "./transport";

/** An OAuth client's credential. `key` names this version of it: it changes whenever the secret does. */
export interface QlikCredential {
  readonly key: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** What an access token is asked for: one host, because Qlik binds tokens to it (FACTS.md section 1). */
export interface Grant {
  readonly host: QlikHost;
  readonly credential: QlikCredential;
  /** Space-separated; left out, the token has what the client has. */
  readonly scope?: string;
}

export interface AccessTokens {
  /** The token in use, or a new one; callers at the same time share one exchange, and its refusal for seconds. */
  get(grant: Grant, signal: AbortSignal): Promise<Result<Secret, QlikError>>;
  /** A new token even when there is one, which proves that the credential is still good. */
  exchange(grant: Grant, signal: AbortSignal): Promise<Result<Secret, QlikError>>;
  /** Forgets this token if it is still the one in use. */
  invalidate(key: string, host: QlikHost, token: Secret): void;
}

/** Tokens are renewed when this part of their life is over. */
const RENEWED_AT = 0.8;
/** Assumed when an answer names no lifetime, in seconds; Qlik's tokens live six hours (FACTS.md section 2). */
const SHORT_LIFE_SECONDS = 300;
/** A refusal is remembered just long enough to spare Qlik the same question from every caller of one moment. */
const REFUSAL_KEPT_MS = 5_000;

const tokenAnswer = z.object({
  // What is not visible ASCII could not be sent as a header.
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  // Tenants say "bearer", the organization says "Bearer".
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().finite().nullish().catch(null),
  expires_at: text,
});

/** Access tokens by credential version and host, in memory alone. */
export function createAccessTokens(given: {
  readonly send: PacedSend;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}): AccessTokens {
  const { send, clock } = given;
  // Between two times: a clock that is set back must not make anything last longer.
  const isPresent = ({ from, until }: Stay) => from <= clock() && clock() < until;
  const inUse = createSweptMap<string, Stay & { readonly token: Secret }>((entry) => !isPresent(entry));
  const refused = createSweptMap<string, Stay & { readonly error: QlikError }>((entry) => !isPresent(entry));
  const flights = new Map<string, Promise<Result<Secret, QlikError>>>();

  async function ask(grant: Grant): Promise<Result<Secret, QlikError>> {
    const key = keyOf(grant.credential.key, grant.host);
    const token = await request(grant);
    if (token.ok) refused.delete(key);
    // The gate and the breaker deal with what passes.
    else if (meaningOf(token.error).again === "never") {
      refused.set(key, { error: token.error, from: clock(), until: clock() + REFUSAL_KEPT_MS });
    }
    return token;
  }

  async function request(grant: Grant): Promise<Result<Secret, QlikError>> {
    const { host, credential } = grant;
    const path = encodePath(TOKEN_PATH.slice(1).split("/"));
    if (!path.ok) throw new Error(path.error);
    const asked: HttpRequest & Asked = { host, method: "POST", path: path.value, ...bodyOf(grant) };
    // A token's life is counted from before it was asked for, so that it is never thought younger than it is.
    const askedAt = clock();
    // Callers of every kind share the answer, so it is never put off as background work.
    const answer = await send(asked, { clientId: credential.clientId, priority: "interactive" });
    if (!answer.ok) return answer;
    if (answer.value.status < 200 || answer.value.status > 299) {
      return err(errorOfAnswer(answer.value, asked, { secrets: [credential.clientSecret], now: clock() }));
    }
    const parsed = parseAnswer(answer.value, tokenAnswer, asked);
    if (!parsed.ok) return parsed;
    const token = createSecret(parsed.value.access_token);
    const renewAt = askedAt + RENEWED_AT * 1000 * lifeInSeconds(parsed.value, askedAt);
    inUse.set(keyOf(credential.key, host), { token, from: askedAt, until: renewAt });
    return ok(token);
  }

  function exchange(grant: Grant, signal: AbortSignal): Promise<Result<Secret, QlikError>> {
    const givenUp = () => err(errorOfSignal({ host: grant.host, method: "POST", path: TOKEN_PATH }, signal));
    if (signal.aborted) return Promise.resolve(givenUp());
    const key = keyOf(grant.credential.key, grant.host);
    const flight = flights.get(key) ?? ask(grant).finally(() => flights.delete(key));
    flights.set(key, flight);
    // One caller who gives up does not end the exchange for the others.
    return waitFor(flight, signal, givenUp);
  }

  return {
    exchange,
    get(grant, signal) {
      const key = keyOf(grant.credential.key, grant.host);
      const known = inUse.get(key);
      if (known && isPresent(known)) return Promise.resolve(ok(known.token));
      const refusal = refused.get(key);
      if (refusal && isPresent(refusal)) return Promise.resolve(err(refusal.error));
      return exchange(grant, signal);
    },
    invalidate(key, host, token) {
      if (inUse.get(keyOf(key, host))?.token === token) inUse.delete(keyOf(key, host));
    },
  };
}

/** From when to when something is so, in milliseconds since the epoch. */
interface Stay {
  readonly from: number;
  readonly until: number;
}

/** Both parts of the key, told apart whatever is in them: a token must never reach another host. */
const keyOf = (credentialKey: string, host: string): string => JSON.stringify([credentialKey, host]);

/** JSON with the credentials inside, as every example of the vendor has it (FACTS.md section 2). */
const bodyOf = ({ credential, scope }: Grant) => ({
  headers: { "content-type": "application/json", accept: "application/json" },
  body: JSON.stringify({
    client_id: credential.clientId,
    client_secret: credential.clientSecret.reveal(),
    grant_type: "client_credentials",
    scope,
  }),
});

function lifeInSeconds(answer: z.infer<typeof tokenAnswer>, now: number): number {
  if (answer.expires_in) return answer.expires_in;
  const left = (Date.parse(answer.expires_at ?? "") - now) / 1000;
  return left > 0 ? left : SHORT_LIFE_SECONDS;
}

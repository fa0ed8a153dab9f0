import "server-only";
import { z } from "zod";
import { err, ok, type Result } from "@/lib/server/result";
import { createSecret, type Secret } from "@/lib/server/secret";
import { errorOfAnswer } from "./answer-errors";
import { parseAnswer } from "./answers";
import { errorOfSignal } from "./connection-errors";
import { waitFor } from "./deadlines";
import type { QlikError } from "./errors";
import type { QlikHost } from "./hosts";
import { text } from "./members";
import { encodePath } from "./paths";
import { type Asked, TOKEN_PATH } from "./requests-told";
import type { HttpRequest, Transport } from "./transport";

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
  /** The token in use, or a new one; callers at the same time share one exchange. */
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
  readonly send: Transport["send"];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}): AccessTokens {
  const { send, clock } = given;
  const inUse = new Map<string, { readonly token: Secret; readonly renewAt: number }>();
  const flights = new Map<string, Promise<Result<Secret, QlikError>>>();

  async function ask(grant: Grant): Promise<Result<Secret, QlikError>> {
    const { host, credential } = grant;
    const path = encodePath(TOKEN_PATH.slice(1).split("/"));
    if (!path.ok) throw new Error(path.error);
    const request: HttpRequest = { host, method: "POST", path: path.value, ...bodyOf(grant) };
    const asked: Asked = request;
    // A token's life is counted from before it was asked for, so that it is never thought younger than it is.
    const askedAt = clock();
    const answer = await send(request);
    if (!answer.ok) return answer;
    if (answer.value.status < 200 || answer.value.status > 299) {
      return err(errorOfAnswer(answer.value, asked, { secrets: [credential.clientSecret], now: clock() }));
    }
    const parsed = parseAnswer(answer.value, tokenAnswer, asked);
    if (!parsed.ok) return parsed;
    const token = createSecret(parsed.value.access_token);
    forgetOld();
    inUse.set(keyOf(credential.key, host), {
      token,
      renewAt: askedAt + RENEWED_AT * 1000 * lifeInSeconds(parsed.value, askedAt),
    });
    return ok(token);
  }

  /** Tokens of credentials that are gone would stay for ever otherwise. */
  function forgetOld(): void {
    for (const [key, { renewAt }] of inUse) if (renewAt <= clock()) inUse.delete(key);
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
      const known = inUse.get(keyOf(grant.credential.key, grant.host));
      return known && clock() < known.renewAt ? Promise.resolve(ok(known.token)) : exchange(grant, signal);
    },
    invalidate(key, host, token) {
      if (inUse.get(keyOf(key, host))?.token === token) inUse.delete(keyOf(key, host));
    },
  };
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

import "server-only";
import { err, type Result } from "@/lib/server/result";
import type { AuthorizedRequests } from "./authorized-requests";
import type { QlikError } from "./errors";

/** What every call goes through, whoever makes it. */
export interface Watch {
  /** Whether the host is the one that is meant. Asked beside what only reads, and before a change. */
  readonly admit?: ((signal?: AbortSignal) => Promise<Result<void, QlikError>>) | undefined;
  /** Told how each call ended, before its caller is. */
  readonly onEnd?: ((answer: Result<unknown, QlikError>) => Promise<void>) | undefined;
}

/** The same calls, watched. Exchanging the credential is not: whoever proves it says what came of it. */
export function watchedRequests(requests: AuthorizedRequests, { admit, onEnd }: Watch): AuthorizedRequests {
  async function told<T>(answer: Result<T, QlikError>): Promise<Result<T, QlikError>> {
    await onEnd?.(answer);
    return answer;
  }

  // Side by side: what another tenant answers is thrown away, and the right one costs no time.
  async function reading<T>(
    ask: Promise<Result<T, QlikError>>,
    signal: AbortSignal | undefined,
  ): Promise<Result<T, QlikError>> {
    const [admitted, answer] = await Promise.all([admit?.(signal), ask]);
    return told(admitted?.ok === false ? admitted : answer);
  }

  // First who it is, then the change: what another tenant did could not be taken back.
  async function changing<T>(
    ask: () => Promise<Result<T, QlikError>>,
    signal: AbortSignal | undefined,
  ): Promise<Result<T, QlikError>> {
    const admitted = await admit?.(signal);
    if (admitted?.ok === false) return told(err({ ...admitted.error, notSent: true }));
    return told(await ask());
  }

  return {
    host: requests.host,
    get: (call, schema) => reading(requests.get(call, schema), call.signal),
    post: (call, schema) => reading(requests.post(call, schema), call.signal),
    create: (call, schema) => changing(() => requests.create(call, schema), call.signal),
    change: (call, schema) => changing(() => requests.change(call, schema), call.signal),
    delete: (call) => changing(() => requests.delete(call), call.signal),
    exchange: requests.exchange,
  };
}

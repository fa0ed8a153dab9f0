import "server-only";
import type { Dispatcher } from "undici";
import type { Result } from "@/lib/server/result";
import { type BodyFault, createBodyReader } from "./decoded-body";

/** An answer whose body was read as far as it may be. */
export interface Exchanged {
  readonly status: number;
  /** By lower-case name; of a header that came several times, the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Result<Buffer, BodyFault>;
}

/**
 * Sends one request and reads its answer, straight from the connection: the streams that undici would put between cost
 * more than everything else that happens to a page. Rejects with what undici says, or with the signal's reason.
 * @param maxBytes of the decoded body; beyond them the connection is closed
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { signal, maxBytes }: { readonly signal: AbortSignal; readonly maxBytes: number },
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let connection: Dispatcher.DispatchController | undefined;
    let reader: ReturnType<typeof createBodyReader> | undefined;
    const giveUp = () => {
      connection?.abort(signal.reason);
      fail(signal.reason);
    };
    const over = () => signal.removeEventListener("abort", giveUp);
    function fail(reason: unknown): void {
      over();
      reject(reason);
    }
    if (signal.aborted) return fail(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });

    dispatcher.dispatch(request, {
      onRequestStart(controller) {
        // It may have waited for a connection longer than anybody waited for it.
        if (signal.aborted) controller.abort(signal.reason);
        connection = controller;
      },
      onResponseStart(controller, status, given) {
        if (status < 200) return;
        const headers = firstOfEach(given);
        reader = createBodyReader(headers["content-encoding"], maxBytes, {
          done(body) {
            over();
            resolve({ status, headers, body });
            // Closes the connection instead of reading the rest.
            if (!body.ok) controller.abort(new Error(body.error));
          },
          failed: fail,
        });
      },
      onResponseData: (_, chunk) => reader?.take(chunk),
      onResponseEnd: () => reader?.end(),
      onResponseError: (_, error) => fail(error),
    });
  });
}

function firstOfEach(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const first: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const single = Array.isArray(value) ? value[0] : value;
    if (single !== undefined) first[name] = single;
  }
  return first;
}

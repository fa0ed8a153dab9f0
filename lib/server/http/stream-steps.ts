import "server-only";
import type { CheckStep } from "@/lib/contracts/checks";
import type { Problem } from "@/lib/contracts/problems";
import { NDJSON, type StreamLine } from "@/lib/contracts/streams";
import { sendUnbuffered } from "./stream-headers";

interface Told {
  readonly onStep: (step: CheckStep) => void;
  readonly onEvent: (event: unknown) => void;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

/**
 * Answers with one JSON line per step as it passes, then the result or the problem. The status is 200 in any case,
 * because it is sent before the work is done. A caller who goes away does not stop work that does not look for it.
 */
export function streamSteps(
  work: (told: Told) => Promise<unknown>,
  toProblem: (failure: unknown) => Problem,
  headers: Headers,
): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      // Nothing yet, but with it the headers go.
      controller.enqueue(new Uint8Array());
      const write = (line: StreamLine) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        const result = await work({
          onStep: (step) => write({ type: "step", step }),
          onEvent: (event) => write({ type: "event", event }),
          signal: gone.signal,
        });
        write({ type: "result", result });
      } catch (failure) {
        write({ type: "problem", problem: toProblem(failure) });
      }
      if (!gone.signal.aborted) controller.close();
    },
    cancel() {
      gone.abort();
    },
  });
  headers.set("content-type", NDJSON);
  sendUnbuffered(headers);
  return new Response(body, { status: 200, headers });
}

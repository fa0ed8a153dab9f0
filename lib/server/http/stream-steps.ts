import "server-only";
import type { CheckStep } from "@/lib/contracts/checks";
import type { Problem } from "@/lib/contracts/problems";
import { NDJSON, type StreamLine } from "@/lib/contracts/streams";

/**
 * Answers with one JSON line per step as it passes, then the result or the problem. The status is 200 in any case,
 * because it is sent before the work is done. A caller who goes away does not stop the work.
 */
export function streamSteps(
  work: (onStep: (step: CheckStep) => void) => Promise<unknown>,
  toProblem: (failure: unknown) => Problem,
  headers: Headers,
): Response {
  const encoder = new TextEncoder();
  let gone = false;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: StreamLine) => {
        if (!gone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        write({ type: "result", result: await work((step) => write({ type: "step", step })) });
      } catch (failure) {
        write({ type: "problem", problem: toProblem(failure) });
      }
      if (!gone) controller.close();
    },
    cancel() {
      gone = true;
    },
  });
  headers.set("content-type", NDJSON);
  return new Response(body, { status: 200, headers });
}

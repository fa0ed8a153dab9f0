import "server-only";
import { ok } from "@/lib/server/result";
import type { Deadline } from "./deadlines";
import { meaningOf } from "./errors";
import { isRead, isTokenRequest } from "./requests-told";
import type { Timing } from "./timing";
import type { HttpRequest, Sent } from "./transport";

/** One try of a request, and whether anything was sent in it. */
export interface Attempt {
  readonly sent: boolean;
  readonly answer: Sent;
}

export interface Retries {
  /** Tries once, and up to twice more after failures that pass, as long as the deadline lets it. */
  run(request: HttpRequest, deadline: Deadline, attempt: () => Promise<Attempt>): Promise<Sent>;
}

const MOST_RETRIES = 2;
/** The longest wait before the first retry, doubled before the second; how much of it is chance (full jitter). */
const FIRST_WAIT_MS = 250;
const PASSING = new Set([429, 502, 503, 504]);

export function createRetries(timing: Pick<Timing, "elapsed" | "sleep" | "random">): Retries {
  return {
    async run(request, deadline, attempt) {
      let last = await attempt();
      let doubtful: Sent | undefined;
      for (let count = 0; count < MOST_RETRIES; count += 1) {
        if (!last.sent || !isRepeatable(request) || !isPassing(last.answer, deadline.signal)) break;
        if (leavesDoubt(last.answer)) doubtful ??= last.answer;
        if (!isTooManyRequests(last.answer)) {
          const wait = timing.random() * FIRST_WAIT_MS * 2 ** count;
          if (timing.elapsed() + wait >= deadline.endsAt) break;
          await timing.sleep(wait, deadline.signal);
        }
        // After a 429 the gate knows how long to wait, or that it would be too long.
        const next = await attempt();
        if (!next.sent) break;
        last = next;
      }
      if (request.method !== "DELETE" || !doubtful) return last.answer;
      // A later refusal does not tell what became of an earlier deletion that was never answered.
      return settles(last.answer) ? ok({ ...last.answer.value, mayHaveArrivedBefore: true }) : doubtful;
    },
  };
}

const isRepeatable = (request: HttpRequest): boolean =>
  request.method === "DELETE" || isRead(request) || isTokenRequest(request);

const isTooManyRequests = (answer: Sent): boolean => answer.ok && answer.value.status === 429;

function isPassing(answer: Sent, signal: AbortSignal): boolean {
  if (signal.aborted) return false;
  if (answer.ok) return PASSING.has(answer.value.status);
  const { again, fault } = meaningOf(answer.error);
  // While the deadline lasts, "timed out" means that no connection came about. What this machine lacked may be there in
  // a moment, and asking costs nobody anything.
  return again === "soon" || fault === "machine";
}

const leavesDoubt = (answer: Sent): boolean =>
  answer.ok ? answer.value.status >= 500 : answer.error.notSent !== true;

/** The deletion is done, or there is nothing to delete, as far as the status tells. */
const settles = (answer: Sent): answer is Extract<Sent, { readonly ok: true }> =>
  answer.ok && (answer.value.status < 300 || answer.value.status === 404);

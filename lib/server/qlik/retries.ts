import "server-only";
import type { Deadline } from "./deadlines";
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
      // A later refusal does not tell what became of an earlier deletion that was never answered.
      return request.method === "DELETE" && doubtful && !settles(last.answer) ? doubtful : last.answer;
    },
  };
}

const isRepeatable = (request: HttpRequest): boolean =>
  request.method === "DELETE" || isRead(request) || isTokenRequest(request);

const isTooManyRequests = (answer: Sent): boolean => answer.ok && answer.value.status === 429;

function isPassing(answer: Sent, signal: AbortSignal): boolean {
  if (signal.aborted) return false;
  if (answer.ok) return PASSING.has(answer.value.status);
  // While the deadline lasts, "timed out" means that no connection came about.
  return ["machine", "timed-out", "unavailable"].includes(answer.error.kind);
}

const leavesDoubt = (answer: Sent): boolean =>
  answer.ok ? answer.value.status >= 500 : answer.error.notSent !== true;

/** The deletion is done, or there is nothing to delete. */
const settles = (answer: Sent): boolean =>
  answer.ok && (answer.value.status < 300 || answer.value.status === 404);

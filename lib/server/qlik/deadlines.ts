import "server-only";
import { setMaxListeners } from "node:events";
import { systemTiming, type Timing } from "./timing";

/** A time limit in force: its signal ends at the limit, or when the caller's own signal does. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** When the limit is reached, in milliseconds of `Timing.elapsed`. */
  readonly endsAt: number;
  /** Takes the timer and the listener away; call it when the work is over. */
  end(): void;
}

/** @param ms length of the limit in milliseconds */
export function startDeadline(
  ms: number,
  callerSignal?: AbortSignal,
  elapsed: Timing["elapsed"] = systemTiming.elapsed,
): Deadline {
  const controller = new AbortController();
  // One caller's signal may well stand over hundreds of calls at a time; each takes its listener away again.
  if (callerSignal) setMaxListeners(0, callerSignal);
  const timer = setTimeout(() => controller.abort(new DOMException("deadline", "TimeoutError")), ms);
  const follow = () => controller.abort(callerSignal?.reason);
  if (callerSignal?.aborted) follow();
  else callerSignal?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    endsAt: elapsed() + ms,
    end: () => {
      clearTimeout(timer);
      callerSignal?.removeEventListener("abort", follow);
    },
  };
}

/** Whether an ended signal ended for lack of time, and not because the caller gave up. */
export const ranOutOfTime = (signal: AbortSignal): boolean =>
  signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";

/** Waits for shared work no longer than the signal lasts; the work itself goes on for others. */
export function waitFor<T>(work: Promise<T>, signal: AbortSignal, given: () => T): Promise<T> {
  if (signal.aborted) return Promise.resolve(given());
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => resolve(given());
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}

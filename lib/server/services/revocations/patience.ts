import "server-only";
import type { Clock } from "../../clock";
import { meaningOf, type QlikError } from "../../qlik/errors";
import type { Result } from "../../result";

/** Waits so long; false when nothing is to be sent any more. */
export type Wait = (ms: number) => Promise<boolean>;

export interface Patience {
  readonly wait: Wait;
  readonly clock: Clock;
}

/** After so many failures one after the other, Qlik is taken not to answer. */
const MOST_FAILURES = 3;
const PAUSE_MS = 5000;
/** Over which Qlik counts (FACTS.md section 13), with the margin that the client keeps. */
const QLIKS_WINDOW_MS = 5 * 60_000 + 1000;

/** How long to wait before asking again after a failure that passes. */
export function triesAgainInMs({ retryAt }: Pick<QlikError, "retryAt">, clock: Clock): number {
  const left = retryAt === undefined ? PAUSE_MS : retryAt.getTime() - clock().getTime();
  // Longer than Qlik ever blocks: the clock was set at this moment. The client knows by its own watch how long it is.
  return left > QLIKS_WINDOW_MS ? PAUSE_MS : left;
}

/** Asks until there is an answer or three failures; a rate limit, and what this machine lacks, are waited out. */
export async function askPatiently<T>(
  ask: () => Promise<Result<T, QlikError>>,
  { wait, clock }: Patience,
): Promise<Result<T, QlikError>> {
  let failures = 0;
  for (;;) {
    const answer = await ask();
    if (answer.ok || meaningOf(answer.error).again === "never") return answer;
    if (!isOnlyLater(answer.error)) failures += 1;
    if (failures >= MOST_FAILURES || !(await wait(triesAgainInMs(answer.error, clock)))) return answer;
  }
}

/** Qlik has set a time, or this machine cannot ask now: neither means that Qlik does not answer. */
function isOnlyLater(error: QlikError): boolean {
  const { again, mayHaveHappened } = meaningOf(error);
  return again === "later" && !mayHaveHappened;
}

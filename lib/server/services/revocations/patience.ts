import "server-only";
import type { Clock } from "../../clock";
import { meaningOf, type QlikError } from "../../qlik/errors";
import type { Result } from "../../result";

/** Waits until then; false when nothing is to be sent any more. */
export type Wait = (until: Date) => Promise<boolean>;

export interface Patience {
  readonly wait: Wait;
  readonly clock: Clock;
}

/** After so many failures one after the other, Qlik is taken not to answer. */
const MOST_FAILURES = 3;
const PAUSE_MS = 5000;

/** When to ask again after a failure that passes. */
export const triedAgainAt = ({ retryAt }: Pick<QlikError, "retryAt">, clock: Clock): Date =>
  retryAt ?? new Date(clock().getTime() + PAUSE_MS);

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
    if (failures >= MOST_FAILURES || !(await wait(triedAgainAt(answer.error, clock)))) return answer;
  }
}

/** Qlik has set a time, or this machine cannot ask now: neither means that Qlik does not answer. */
function isOnlyLater(error: QlikError): boolean {
  const { again, mayHaveHappened } = meaningOf(error);
  return again === "later" && !mayHaveHappened;
}

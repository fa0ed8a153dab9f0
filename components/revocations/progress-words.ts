import type { WaitingFor } from "@/lib/contracts/revocation-parts";
import type { Revocation, RevocationCounts } from "@/lib/contracts/revocations";
import { durationWords, shortDuration } from "./duration-words";
import { numberWord } from "./tokens-word";

/** "175 of 190 revoked": what Qlik has proved, and nothing else. */
export const revokedWords = ({ revoked, total }: Pick<RevocationCounts, "revoked" | "total">): string =>
  `${numberWord(revoked)} of ${numberWord(total)} revoked`;

/** Where a revocation stands, in one line: what is revoked, how long the rest takes, and who is waited for. */
export function progressWords({ state, counts, secondsLeft, waitingFor }: Revocation): string {
  const time =
    state === "running" && secondsLeft !== null
      ? `${durationWords(secondsLeft)} left by Qlik's rate limit`
      : undefined;
  const wait =
    waitingFor === null
      ? undefined
      : state === "running"
        ? `waiting for ${whom(waitingFor)} since ${shortDuration(waitingFor.seconds)}`
        : `waiting for ${requestsWord(waitingFor.requests)} to ${whom(waitingFor)}`;
  return [revokedWords(counts), time, wait].filter((words) => words !== undefined).join(" · ");
}

/** What became of all of it, for who hears it: each count that is not zero, and the revoked always. */
export function resultWords({
  revoked,
  alreadyGone,
  failed,
  unknown,
  cancelled,
  total,
}: RevocationCounts): string {
  const others = [
    [alreadyGone, "already gone"],
    [failed, "failed"],
    [unknown, "not known"],
    [cancelled, "cancelled"],
  ] as const;
  return [
    revokedWords({ revoked, total }),
    ...others.flatMap(([count, word]) => (count > 0 ? `${numberWord(count)} ${word}` : [])),
  ].join(", ");
}

/** What screen readers are told at each change of the state, not at each token. */
export function announcementOf(revocation: Revocation): string {
  const { state, counts, waitingFor } = revocation;
  const result = resultWords(counts);
  if (state === "running")
    return waitingFor ? `The revocation waits for ${whom(waitingFor)}.` : "The revocation is running.";
  if (state === "paused") return "The revocation is paused.";
  // How it ended is told once it has.
  if (counts.underWay > 0) return "The rest is cancelled.";
  return state === "cancelled"
    ? `The rest was cancelled: ${result}.`
    : `The revocation has finished: ${result}.`;
}

const whom = ({ tenantName, tenants }: WaitingFor): string =>
  tenants === 1
    ? tenantName
    : `${tenantName} and ${numberWord(tenants - 1)} more ${tenants === 2 ? "tenant" : "tenants"}`;

const requestsWord = (count: number): string =>
  `${numberWord(count)} ${count === 1 ? "request" : "requests"}`;

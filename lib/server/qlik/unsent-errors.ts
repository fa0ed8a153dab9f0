import "server-only";
import type { Outage } from "./breakers";
import { ranOutOfTime } from "./deadlines";
import type { QlikError } from "./errors";
import type { Asked } from "./requests-told";

/** @param retryAt milliseconds since the epoch */
export function budgetUsedUp({ host }: Asked, retryAt: number): QlikError {
  return {
    kind: "rate-limited",
    message: `What Qlik lets one OAuth client ask of ${host} is used up for now, so nothing was sent.`,
    advice: "Wait until the time named, then try again.",
    host,
    retryAt: new Date(retryAt),
    notSent: true,
  };
}

export function hostIsDown({ host }: Asked, { since, triedAgainAt }: Outage): QlikError {
  const time = new Date(since).toISOString();
  return {
    kind: "unavailable",
    message: `${host} has not worked since ${time}: every request failed, so no further one was sent.`,
    advice: "It is tried again in a few seconds. If it stays, look at Qlik's status page.",
    host,
    retryAt: new Date(triedAgainAt),
    notSent: true,
  };
}

export function neverItsTurn({ host }: Asked, signal: AbortSignal): QlikError {
  return {
    kind: "timed-out",
    message: ranOutOfTime(signal)
      ? `Too many requests to Qlik were waiting before this one to ${host}, so it was not sent in time.`
      : "The request was given up before it was sent.",
    advice: "Try again in a moment.",
    host,
    notSent: true,
  };
}

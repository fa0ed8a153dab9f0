import "server-only";
import { type Problem, type ProblemCode, problemCodes } from "@/lib/contracts/problems";
import { isAppError } from "../app-error";
import type { Log } from "../log";

/** The problem that people are told about a failure. What nobody expected is logged with its request id and told as such. */
export function toProblem(failure: unknown, requestId: string, log: Log): Problem {
  if (isAppError(failure))
    return { ...problemOf(failure.code, failure.message, requestId), ...failure.details };
  log.error({ err: failure, requestId }, "a request failed in a way that nobody expected");
  return {
    ...problemOf(
      "internal",
      "The console failed while doing this. What was asked may be done in part.",
      requestId,
    ),
    advice: `Look at the activity log, then try again. The console's own log says more under request ${requestId}.`,
  };
}

const problemOf = (code: ProblemCode, detail: string, requestId: string) => ({
  type: `urn:castellan:problem:${code}`,
  title: problemCodes[code].title,
  status: problemCodes[code].status,
  code,
  detail,
  requestId,
});

export const problemResponse = (problem: Problem): Response =>
  Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": problem.requestId,
      ...(problem.retryAfterSeconds === undefined
        ? {}
        : { "retry-after": String(problem.retryAfterSeconds) }),
    },
  });

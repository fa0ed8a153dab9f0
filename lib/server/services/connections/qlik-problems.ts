import "server-only";
import type { QlikAnswer } from "@/lib/contracts/qlik-answers";
import { type AppError, appError } from "../../app-error";
import { meaningOf, type QlikError, type Said } from "../../qlik/errors";

/** The part of what Qlik answered that people may see and support may want. */
export function toQlikAnswer({ host, status, code, title, detail, traceId }: Said): QlikAnswer {
  return {
    host,
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(title === undefined ? {} : { title }),
    ...(detail === undefined ? {} : { detail }),
    ...(traceId === undefined ? {} : { traceId }),
  };
}

/** A failed call at Qlik as the answer of a use case. */
export function upstreamProblem(error: QlikError): AppError {
  // Nothing reached Qlik: this is the console's own trouble.
  if (meaningOf(error).fault === "machine")
    return appError("unavailable", error.message, { advice: error.advice });
  const code = error.kind === "not-found" ? "not_found" : "upstream_failed";
  return appError(code, error.message, { advice: error.advice, qlik: toQlikAnswer(error) });
}

import "server-only";
import type { Problem, ProblemCode } from "@/lib/contracts/problems";

type Details = Pick<Problem, "advice" | "errors" | "retryAfterSeconds" | "qlik" | "steps" | "canStoreAnyway">;

/** Why a use case did not do what was asked: what every route and page can tell in the same words. */
export interface AppError extends Error {
  readonly code: ProblemCode;
  readonly details: Partial<Details>;
}

// Next bundles routes, pages and start-up apart from each other: a class of one is unknown to the other, a
// registered symbol is not.
const MARK = Symbol.for("castellan.AppError");

export function appError(code: ProblemCode, detail: string, details: Partial<Details> = {}): AppError {
  return Object.assign(new Error(detail), { name: "AppError", code, details, [MARK]: true });
}

export const isAppError = (error: unknown): error is AppError => error instanceof Error && MARK in error;

/** An input error at one field. */
export const fieldProblem = (path: string, message: string): AppError =>
  appError("invalid_input", message, { errors: [{ path, message }] });

/** For a cursor that is none, or of another order. */
export const foreignCursor = (): AppError =>
  fieldProblem("cursor", "This cursor was not given out for this list in this order. Begin without one.");

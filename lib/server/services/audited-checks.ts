import "server-only";
import { type Check, failureOf } from "@/lib/contracts/checks";
import { isAppError } from "../app-error";
import type { ActEnd, Intent } from "../audit/audit-log";

/** Does what was intended; a failure is written down as its end, and thrown on. */
export async function endOnFailure<T>(intent: Intent, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    await intent.end(endOf(failure));
    throw failure;
  }
}

/** How an act ended that a failure broke off. */
export function endOf(failure: unknown): ActEnd {
  if (!isAppError(failure))
    return { outcome: "failed", detail: "The console itself failed; its log says more." };
  return { outcome: "failed", detail: failure.message, qlik: failure.details.qlik };
}

/** How checking a stored credential ended: a check that finds a fault has done its work, but the log tells the fault. */
export function endOfCheck(check: Check): ActEnd {
  const failed = check.steps.find((step) => step.state === "failed");
  return {
    outcome: check.outcome === "passed" ? "succeeded" : "failed",
    detail: failureOf(check) ?? undefined,
    qlik: failed?.qlik,
  };
}

/** What the log adds when somebody stored a credential although its check had failed. */
export const storedUnchecked = (check: Check): string | undefined =>
  check.outcome === "failed" ? `Stored although the check failed: ${failureOf(check)}` : undefined;

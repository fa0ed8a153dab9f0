import "server-only";
import { type Check, failureOf } from "@/lib/contracts/checks";
import type { ActEnd } from "../../audit/act";

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

import type { ReactNode } from "react";
import { ApiError } from "@/lib/client/api";
import { ProblemMessage } from "./problem-message";

/** A failed action as the dialog that asked for it tells it. */
export function problemNotice(
  failure: Error | null,
  title: string,
): { title: string; message: ReactNode } | undefined {
  if (!failure) return undefined;
  return {
    title,
    message: failure instanceof ApiError ? <ProblemMessage problem={failure.problem} /> : failure.message,
  };
}

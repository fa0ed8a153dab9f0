import type { DataTableState } from "@/components/data-table/data-table-types";
import { ApiError } from "@/lib/client/api";
import { ProblemMessage } from "./problem-message";

/** A failed read as a table tells it. */
export function tableError(failure: Error | null, title: string, retry: () => void): DataTableState["error"] {
  if (!failure) return undefined;
  if (!(failure instanceof ApiError))
    return {
      title,
      message: "The console answered in a way that this page does not understand. Reload it.",
      retry,
    };
  return { title, message: <ProblemMessage problem={failure.problem} />, retry };
}

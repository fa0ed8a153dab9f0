import { toast } from "@/components/ui/toast";
import { ApiError } from "@/lib/client/api";
import { ProblemMessage } from "./problem-message";

/** Tells of a failed action that has no place of its own on the page. */
export function toastProblem(title: string, failure: Error): void {
  const description =
    failure instanceof ApiError ? <ProblemMessage problem={failure.problem} /> : failure.message;
  toast.error(title, { description, duration: 15_000 });
}

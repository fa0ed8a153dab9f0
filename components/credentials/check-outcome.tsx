import { CheckSteps } from "@/components/checks/check-steps";
import { ProblemMessage } from "@/components/problems/problem-message";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { CheckStep } from "@/lib/contracts/checks";
import type { Problem } from "@/lib/contracts/problems";

interface CheckOutcomeProps {
  readonly title: string;
  readonly problem: Problem | undefined;
  readonly steps: readonly CheckStep[] | undefined;
  readonly attempt: number;
}

/** What a form that checks a credential has to tell: why it was refused, and how far the check came. */
export function CheckOutcome({ title, problem, steps, attempt }: CheckOutcomeProps) {
  return (
    <>
      {problem ? (
        <ErrorSummary
          title={title}
          attempt={attempt}
          errors={problem.errors?.map((error) => ({ fieldId: error.path, message: error.message }))}
        >
          {problem.errors ? null : problem.steps ? (
            <p>{problem.detail} Nothing was stored.</p>
          ) : (
            <ProblemMessage problem={problem} />
          )}
        </ErrorSummary>
      ) : null}
      {steps ? <CheckSteps steps={steps} /> : null}
    </>
  );
}

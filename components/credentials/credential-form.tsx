"use client";

import type { ReactNode, SubmitEventHandler } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { CheckSteps } from "@/components/checks/check-steps";
import { ProblemMessage } from "@/components/problems/problem-message";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { CheckStep } from "@/lib/contracts/checks";
import type { Problem } from "@/lib/contracts/problems";
import { ClientIdField, ClientSecretField } from "./client-fields";

interface CredentialFormProps {
  /** What did not happen, for example "The tenant was not connected". */
  readonly refusal: string;
  readonly problem: Problem | undefined;
  readonly steps: readonly CheckStep[] | undefined;
  readonly attempt: number;
  readonly submitting: boolean;
  readonly submitLabel: string;
  readonly onSubmit: SubmitEventHandler<HTMLFormElement>;
  readonly onStoreAnyway: () => void;
  readonly clientId: UseFormRegisterReturn;
  readonly clientSecret: UseFormRegisterReturn;
  readonly errorAt: (name: "clientId" | "clientSecret") => string | undefined;
  /** The fields before the client's. */
  readonly children: ReactNode;
}

/** A form for an OAuth client: tells how far its check came, and offers to store it all the same where that may be. */
export function CredentialForm({
  problem,
  steps,
  submitting,
  errorAt,
  children,
  ...rest
}: CredentialFormProps) {
  return (
    <form method="post" noValidate onSubmit={rest.onSubmit} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary
          title={rest.refusal}
          attempt={rest.attempt}
          errors={problem.errors?.map((error) => ({ fieldId: error.path, message: error.message }))}
        >
          <Explanation problem={problem} />
        </ErrorSummary>
      ) : null}
      {steps ? <CheckSteps steps={steps} /> : null}
      {children}
      <ClientIdField id="clientId" error={errorAt("clientId")} {...rest.clientId} />
      <ClientSecretField id="clientSecret" error={errorAt("clientSecret")} {...rest.clientSecret} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={submitting} pendingLabel="Checking…">
          {rest.submitLabel}
        </Button>
        {problem?.canStoreAnyway && !submitting ? (
          <Button onClick={rest.onStoreAnyway}>Store it anyway</Button>
        ) : null}
      </div>
    </form>
  );
}

/** The fields and the steps tell their own part; here stands what they do not. */
function Explanation({ problem }: { problem: Problem }) {
  if (problem.errors) return null;
  if (problem.steps) return <p>{problem.detail} Nothing was stored.</p>;
  return <ProblemMessage problem={problem} />;
}

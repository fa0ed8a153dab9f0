"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProblemMessage } from "@/components/problems/problem-message";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { ApiError, call } from "@/lib/client/api";
import { type ConfirmSessionInput, type confirmSession, confirmSessionInput } from "@/lib/contracts/account";
import { secondFactorCode } from "@/lib/contracts/people";
import type { Problem } from "@/lib/contracts/problems";
import { SecondFactorCode } from "./second-factor-code";

interface SignInAgainDialogProps {
  /** Tells password managers whose password it is. */
  readonly email: string;
  readonly hasSecondFactor: boolean;
  readonly onFinish: (confirmed: boolean) => void;
}

const withCode = confirmSessionInput.extend({ code: secondFactorCode });

/** Asks again in place who is at the keyboard. */
export function SignInAgainDialog({ email, hasSecondFactor, onFinish }: SignInAgainDialogProps) {
  const [problem, setProblem] = useState<Problem>();
  // A second factor that could not be read, or came since: the server says that it wants a code.
  const [codeWanted, setCodeWanted] = useState(false);
  const asksForCode = hasSecondFactor || codeWanted;
  const { register, handleSubmit, formState, setError } = useForm<ConfirmSessionInput>({
    resolver: zodResolver(asksForCode ? withCode : confirmSessionInput),
    defaultValues: { password: "", ...(hasSecondFactor ? { code: "" } : {}) },
  });
  const { errors, isSubmitting, submitCount } = formState;

  async function submit(body: ConfirmSessionInput) {
    setProblem(undefined);
    try {
      await call<typeof confirmSession>("POST /api/session/confirm", { body });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      const wrong = failure.problem.errors ?? [];
      if (wrong.some(({ path }) => path === "code")) setCodeWanted(true);
      for (const { path, message } of wrong) {
        if (path === "password" || path === "code") setError(path, { message }, { shouldFocus: true });
      }
      if (wrong.length === 0) setProblem(failure.problem);
      return;
    }
    onFinish(true);
  }

  return (
    <FormDialog
      open
      onOpenChange={() => onFinish(false)}
      title="Confirm that it is you"
      description="This needs a sign-in of the last five minutes. What you were doing goes on afterwards."
      submitLabel="Confirm"
      pendingLabel="Confirming…"
      pending={isSubmitting}
      onSubmit={(event) => {
        // React lets it bubble to the form that this dialog was opened from.
        event.stopPropagation();
        void handleSubmit(submit)(event);
      }}
    >
      {problem ? (
        <ErrorSummary title={problem.title} attempt={submitCount}>
          <ProblemMessage problem={problem} />
        </ErrorSummary>
      ) : null}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field id="confirm-password" label="Password" error={errors.password?.message}>
        {(control) => (
          <Input {...control} {...register("password")} type="password" autoComplete="current-password" />
        )}
      </Field>
      {asksForCode ? (
        <SecondFactorCode id="confirm-code" error={errors.code?.message} {...register("code")} />
      ) : null}
    </FormDialog>
  );
}

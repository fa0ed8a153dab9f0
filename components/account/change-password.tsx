"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProblemMessage } from "@/components/problems/problem-message";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { ApiError, call } from "@/lib/client/api";
import { accountKeys } from "@/lib/client/queries/account";
import { type ChangePasswordInput, type changePassword, changePasswordInput } from "@/lib/contracts/account";
import type { Problem } from "@/lib/contracts/problems";

/** A button, and behind it the form for another password. */
export function ChangePassword({ hasSecondFactor }: { hasSecondFactor: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Change password</Button>
      {open ? (
        <ChangePasswordDialog hasSecondFactor={hasSecondFactor} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

function ChangePasswordDialog({
  hasSecondFactor,
  onClose,
}: {
  hasSecondFactor: boolean;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<Problem>();
  const { register, handleSubmit, formState, setError } = useForm({
    resolver: zodResolver(changePasswordInput),
    defaultValues: { currentPassword: "", newPassword: "" },
  });
  const { errors, isSubmitting, submitCount } = formState;

  async function submit(body: ChangePasswordInput) {
    setProblem(undefined);
    try {
      await call<typeof changePassword>("PUT /api/account/password", { body });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      const wrong = failure.problem.errors ?? [];
      for (const { path, message } of wrong) {
        if (path === "currentPassword" || path === "newPassword")
          setError(path, { message }, { shouldFocus: true });
      }
      if (wrong.length === 0) setProblem(failure.problem);
      return;
    }
    onClose();
    toast.success("The password is changed, and your other sessions have ended");
    await queryClient.invalidateQueries({ queryKey: accountKeys.all });
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title="Change password"
      description="Your other sessions end; this one goes on."
      submitLabel="Change password"
      pendingLabel="Changing…"
      pending={isSubmitting}
      onSubmit={handleSubmit(submit)}
    >
      {problem ? (
        <ErrorSummary title={problem.title} attempt={submitCount}>
          <ProblemMessage problem={problem} />
        </ErrorSummary>
      ) : null}
      <Field id="current-password" label="Current password" error={errors.currentPassword?.message}>
        {(control) => (
          <Input
            {...control}
            {...register("currentPassword")}
            type="password"
            autoComplete="current-password"
          />
        )}
      </Field>
      <Field
        id="new-password"
        label="New password"
        help={`At least ${hasSecondFactor ? 8 : 15} characters. A few words in a row are fine.`}
        error={errors.newPassword?.message}
      >
        {(control) => (
          <Input {...control} {...register("newPassword")} type="password" autoComplete="new-password" />
        )}
      </Field>
    </FormDialog>
  );
}

"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProblemMessage } from "@/components/problems/problem-message";
import { SecondFactorCode } from "@/components/sign-in/second-factor-code";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { ApiError, call } from "@/lib/client/api";
import { accountKeys } from "@/lib/client/queries/account";
import {
  type RemoveSecondFactorInput,
  type removeSecondFactor,
  removeSecondFactorInput,
} from "@/lib/contracts/account";

/** A button, and behind it the question whether a password alone shall do again. */
export function RemoveSecondFactor() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-ghost" onClick={() => setOpen(true)}>
        Remove
      </Button>
      {open ? <RemoveSecondFactorDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function RemoveSecondFactorDialog({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(removeSecondFactorInput),
    defaultValues: { password: "", code: "" },
  });
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: RemoveSecondFactorInput) =>
      call<typeof removeSecondFactor>("POST /api/account/second-factor/remove", { body }),
    onSuccess: async () => {
      onClose();
      toast.success("The second factor is removed");
      await queryClient.invalidateQueries({ queryKey: accountKeys.all });
    },
  });
  const problem = error instanceof ApiError ? error.problem : undefined;
  const wrong = (path: keyof RemoveSecondFactorInput) =>
    problem?.errors?.find((one) => one.path === path)?.message;
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title="Remove second factor"
      description="Your password alone signs you in then. The recovery codes and your other sessions end."
      submitLabel="Remove"
      pendingLabel="Removing…"
      pending={isPending}
      tone="danger"
      onSubmit={handleSubmit((body) => mutate(body))}
    >
      {problem && !problem.errors ? (
        <Notice tone="danger" title={problem.title} announce>
          <ProblemMessage problem={problem} />
        </Notice>
      ) : null}
      <Field
        id="remove-password"
        label="Password"
        error={formState.errors.password?.message ?? wrong("password")}
      >
        {(control) => (
          <Input {...control} {...register("password")} type="password" autoComplete="current-password" />
        )}
      </Field>
      <SecondFactorCode
        id="remove-code"
        error={formState.errors.code?.message ?? wrong("code")}
        {...register("code")}
      />
    </FormDialog>
  );
}

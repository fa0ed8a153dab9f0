"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProblemMessage } from "@/components/problems/problem-message";
import { SecondFactorCode } from "@/components/sign-in/second-factor-code";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { ApiError, call } from "@/lib/client/api";
import { accountKeys } from "@/lib/client/queries/account";
import { type CodeInput, codeInput, type renewRecoveryCodes } from "@/lib/contracts/account";
import { RecoveryCodeList } from "./recovery-code-list";

/** Makes new recovery codes and shows them once. */
export function RenewRecoveryCodes() {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const form = useForm({ resolver: zodResolver(codeInput), defaultValues: { code: "" } });
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: (body: CodeInput) =>
      call<typeof renewRecoveryCodes>("POST /api/account/recovery-codes", { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountKeys.all }),
  });
  const problem = error instanceof ApiError ? error.problem : undefined;
  return (
    <>
      <Button
        onClick={() => {
          reset();
          form.reset();
          setOpen(true);
        }}
      >
        New recovery codes
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title="New recovery codes"
        description={data ? undefined : "The former codes do not work any more then."}
        submitLabel={data ? undefined : "Make new codes"}
        pendingLabel="Making…"
        pending={isPending}
        onSubmit={form.handleSubmit((body) => mutate(body))}
      >
        {problem && !problem.errors ? (
          <Notice tone="danger" title={problem.title} announce>
            <ProblemMessage problem={problem} />
          </Notice>
        ) : null}
        {data ? (
          <RecoveryCodeList codes={data.recoveryCodes} />
        ) : (
          <SecondFactorCode
            id="renew-code"
            error={form.formState.errors.code?.message ?? problem?.errors?.[0]?.message}
            {...form.register("code")}
          />
        )}
      </FormDialog>
    </>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemMessage } from "@/components/problems/problem-message";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { ApiError, call } from "@/lib/client/api";
import { accountKeys } from "@/lib/client/queries/account";
import type { renewRecoveryCodes } from "@/lib/contracts/account";
import { RecoveryCodeList } from "./recovery-code-list";

/** Makes new recovery codes and shows them once. */
export function RenewRecoveryCodes() {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: () => call<typeof renewRecoveryCodes>("POST /api/account/recovery-codes"),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountKeys.all }),
  });
  return (
    <>
      <Button
        onClick={() => {
          reset();
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
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        {data ? <RecoveryCodeList codes={data.recoveryCodes} /> : null}
        {error instanceof ApiError ? (
          <Notice tone="danger" title={error.problem.title} announce>
            <ProblemMessage problem={error.problem} />
          </Notice>
        ) : null}
      </FormDialog>
    </>
  );
}

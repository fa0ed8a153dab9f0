"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog as RadixDialog } from "radix-ui";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { dialogPanelStyles, overlayStyles } from "@/components/ui/dialog-styles";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SecretInput } from "@/components/ui/secret-input";
import { useFocusReturn } from "@/components/ui/use-focus-return";
import { ApiError, call } from "@/lib/client/api";
import { pastedHostname } from "@/lib/client/pasted-hostname";
import { connectionDraftQuery } from "@/lib/client/queries/connection-drafts";
import { type ConnectionDraftRow, changeConnectionDraftRow } from "@/lib/contracts/connection-drafts";

interface MendRowDialogProps {
  readonly draftId: string;
  readonly row: ConnectionDraftRow;
  readonly onClose: () => void;
  readonly onMended: (rowId: string) => void;
}

/** A row of a draft, to be put right and tried at once. */
export function MendRowDialog({ draftId, row, onClose, onMended }: MendRowDialogProps) {
  const queryClient = useQueryClient();
  const focusReturn = useFocusReturn();
  const [hostname, setHostname] = useState(row.hostname);
  const [clientId, setClientId] = useState(row.clientId);
  const [clientSecret, setClientSecret] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call(changeConnectionDraftRow, {
        params: { draftId, rowId: row.id },
        body: {
          hostname: pastedHostname(hostname),
          clientId,
          ...(clientSecret === "" ? {} : { clientSecret }),
        },
      }),
    onSuccess: (draft) => {
      queryClient.setQueryData(connectionDraftQuery(draftId).queryKey, draft);
      onClose();
      onMended(row.id);
    },
  });
  const problem = error instanceof ApiError ? error.problem : undefined;
  const errorAt = (path: string) => problem?.errors?.find((one) => one.path === path)?.message;

  function submit(event: FormEvent) {
    event.preventDefault();
    mutate();
  }

  return (
    <RadixDialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayStyles} />
        <RadixDialog.Content
          aria-describedby={undefined}
          {...focusReturn}
          className={cn(dialogPanelStyles, "max-w-md")}
        >
          <form method="post" noValidate onSubmit={submit} className="flex min-h-0 flex-col">
            <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-5 pb-4">
              <RadixDialog.Title className="font-semibold text-lg">Mend line {row.line}</RadixDialog.Title>
              {row.problem ? (
                <Notice tone="danger" title={row.problem.message}>
                  {row.problem.advice}
                </Notice>
              ) : null}
              {problem && !problem.errors ? (
                <Notice tone="danger" title="The row was not changed" announce>
                  {problem.detail} {problem.advice}
                </Notice>
              ) : null}
              <Field id="mend-hostname" label="Tenant hostname" error={errorAt("hostname")}>
                {(control) => (
                  <Input
                    {...control}
                    value={hostname}
                    onChange={(event) => setHostname(event.target.value)}
                    autoComplete="off"
                    spellCheck={false}
                    className="font-mono"
                  />
                )}
              </Field>
              <Field id="mend-clientId" label="Client ID" error={errorAt("clientId")}>
                {(control) => (
                  <Input
                    {...control}
                    value={clientId}
                    onChange={(event) => setClientId(event.target.value)}
                    autoComplete="off"
                    spellCheck={false}
                    className="font-mono"
                  />
                )}
              </Field>
              <Field
                id="mend-clientSecret"
                label="Client secret"
                help={row.hasSecret ? "Leave it empty to keep the one that was given." : "None was given."}
                error={errorAt("clientSecret")}
              >
                {(control) => (
                  <SecretInput
                    {...control}
                    value={clientSecret}
                    onChange={(event) => setClientSecret(event.target.value)}
                  />
                )}
              </Field>
            </div>
            <footer className="flex justify-end gap-2 border-t px-5 py-3">
              <Button onClick={onClose}>Cancel</Button>
              <Button type="submit" variant="primary" pending={isPending} pendingLabel="Keeping…">
                Check again
              </Button>
            </footer>
          </form>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

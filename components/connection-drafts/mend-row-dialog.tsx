"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ClientIdField, ClientSecretField, HostnameField } from "@/components/credentials/client-fields";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { ApiError, call } from "@/lib/client/api";
import { pastedHostname } from "@/lib/client/pasted-hostname";
import { connectionDraftQuery } from "@/lib/client/queries/connection-drafts";
import type { ConnectionDraftRow, changeConnectionDraftRow } from "@/lib/contracts/connection-drafts";

interface MendRowDialogProps {
  readonly draftId: string;
  readonly row: ConnectionDraftRow;
  readonly onClose: () => void;
  readonly onMended: (rowId: string) => void;
}

/** A row of a draft, to be put right and tried at once. */
export function MendRowDialog({ draftId, row, onClose, onMended }: MendRowDialogProps) {
  const queryClient = useQueryClient();
  const [hostname, setHostname] = useState(row.hostname);
  const [clientId, setClientId] = useState(row.clientId);
  const [clientSecret, setClientSecret] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call<typeof changeConnectionDraftRow>("PATCH /api/connection-drafts/{draftId}/rows/{rowId}", {
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
    <FormDialog
      open
      onOpenChange={onClose}
      title={`Edit line ${row.line}`}
      submitLabel="Check again"
      pendingLabel="Checking…"
      pending={isPending}
      onSubmit={submit}
    >
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
      <HostnameField
        id="mend-hostname"
        error={errorAt("hostname")}
        value={hostname}
        onChange={(event) => setHostname(event.target.value)}
      />
      <ClientIdField
        id="mend-clientId"
        error={errorAt("clientId")}
        value={clientId}
        onChange={(event) => setClientId(event.target.value)}
      />
      <ClientSecretField
        id="mend-clientSecret"
        help={
          row.hasSecret
            ? "Leave it empty to keep the one that was given for this hostname."
            : "None was given."
        }
        error={errorAt("clientSecret")}
        value={clientSecret}
        onChange={(event) => setClientSecret(event.target.value)}
      />
    </FormDialog>
  );
}

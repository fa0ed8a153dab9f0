"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemNotice } from "@/components/problems/problem-notice";
import { toastProblem } from "@/components/problems/problem-toast";
import { useMay } from "@/components/providers/person";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { commandRevocation, type RevocationCommand, revocationKeys } from "@/lib/client/queries/revocations";
import type { Revocation } from "@/lib/contracts/revocations";
import { tokensWord } from "./tokens-word";

/** Pause, resume, try again, give up: what can be done now, by whoever may. */
export function RevocationControls({ revocation }: { revocation: Revocation }) {
  const { id, state, counts } = revocation;
  const queryClient = useQueryClient();
  const [cancelling, setCancelling] = useState(false);
  const mayCommand = useMay("operator");
  const { mutate, isPending, variables, error, reset } = useMutation({
    mutationFn: (command: RevocationCommand) => commandRevocation(id, command),
    onSuccess: (changed) => {
      queryClient.setQueryData(revocationKeys.one(id), changed);
      void queryClient.invalidateQueries({ queryKey: revocationKeys.all });
      setCancelling(false);
    },
    onError: (failure, command) => {
      if (command !== "cancel") toastProblem("That was not done", failure);
      void queryClient.invalidateQueries({ queryKey: revocationKeys.one(id) });
    },
  });
  if (!mayCommand) return null;
  const failed = counts.failed + counts.unknown;
  const button = (command: RevocationCommand, label: string) => (
    <Button size="sm" pending={isPending && variables === command} onClick={() => mutate(command)}>
      {label}
    </Button>
  );
  return (
    <>
      {state === "running" ? button("pause", "Pause") : null}
      {state === "paused" ? button("resume", "Resume") : null}
      {failed > 0 ? button("retry", "Retry failed") : null}
      {state === "running" || state === "paused" ? (
        <Button size="sm" variant="danger-ghost" onClick={() => setCancelling(true)}>
          Cancel the rest
        </Button>
      ) : null}
      <AlertDialog
        open={cancelling}
        onOpenChange={() => {
          reset();
          setCancelling(false);
        }}
        title="Cancel the rest"
        confirmLabel="Cancel the rest"
        pendingLabel="Cancelling…"
        pending={isPending}
        error={problemNotice(variables === "cancel" ? error : null, "It was not cancelled")}
        onConfirm={() => mutate("cancel")}
      >
        <p>
          <strong>{tokensWord(counts.pending)}</strong> that have not been sent to Qlik are given up and keep
          working. What is revoked stays revoked.
        </p>
      </AlertDialog>
    </>
  );
}

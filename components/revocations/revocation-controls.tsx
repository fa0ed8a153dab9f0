"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemNotice } from "@/components/problems/problem-notice";
import { toastProblem } from "@/components/problems/problem-toast";
import { useMay } from "@/components/providers/person";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { commandRevocation, type RevocationCommand, revocationKeys } from "@/lib/client/queries/revocations";
import type { Revocation } from "@/lib/contracts/revocations";
import { tokensWord } from "./tokens-word";

const labels = { pause: "Pause", resume: "Resume", retry: "Retry failed" } as const;

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
  const focusKept = useFocusKept();
  if (!mayCommand) return null;
  const failed = counts.failed + counts.unknown;
  const goesOn = state === "running" || state === "paused";
  const button = (command: keyof typeof labels) => (
    <Button size="sm" pending={isPending && variables === command} onClick={() => mutate(command)}>
      {labels[command]}
    </Button>
  );
  return (
    // Not in the layout: it only tells where the focus is.
    <div {...focusKept} className="contents">
      {/* In one place, so that it is one button, which keeps the focus. */}
      {goesOn ? button(state === "running" ? "pause" : "resume") : null}
      {failed > 0 ? button("retry") : null}
      {goesOn ? (
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
    </div>
  );
}

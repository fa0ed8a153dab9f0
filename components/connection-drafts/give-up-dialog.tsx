"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import { type ConnectionDraft, removeConnectionDraft } from "@/lib/contracts/connection-drafts";

interface GiveUpDialogProps {
  readonly draft: ConnectionDraft;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function GiveUpDialog({ draft: { id, counts }, open, onOpenChange }: GiveUpDialogProps) {
  const router = useRouter();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => call(removeConnectionDraft, { params: { draftId: id } }),
    onSuccess: () => router.push(paths.credentials),
  });
  const unfinished = counts.ready + counts.failed + counts.checking;
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        reset();
        onOpenChange(next);
      }}
      title={unfinished > 0 ? "Give up the rest" : "Remove this list"}
      confirmLabel={unfinished > 0 ? "Give up" : "Remove"}
      pendingLabel="Removing…"
      pending={isPending}
      error={problemNotice(error, "The list was not removed")}
      onConfirm={() => mutate()}
    >
      <p>
        The console forgets this list
        {unfinished > 0 ? `, with ${unfinished} tenants that are not connected and their secrets` : ""}. The{" "}
        {counts.stored} that are connected stay connected.
      </p>
      <p>Nothing changes at Qlik: bot users that a check made stay until you delete them there.</p>
    </AlertDialog>
  );
}

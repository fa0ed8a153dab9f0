"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { invitationKeys } from "@/lib/client/queries/invitations";
import { peopleKeys } from "@/lib/client/queries/people";
import type { Account } from "@/lib/contracts/people";
import type { PersonAct } from "./person-acts";

interface PersonActDialogProps {
  readonly person: Account;
  readonly act: PersonAct;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks before something is done to somebody's account, does it, and says so. */
export function PersonActDialog({ person, act, open, onOpenChange }: PersonActDialogProps) {
  const queryClient = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => act.perform(person),
    onSuccess: async () => {
      onOpenChange(false);
      toast.success(act.done(person));
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: peopleKeys.all }),
        queryClient.invalidateQueries({ queryKey: invitationKeys.all }),
      ]);
    },
  });
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        reset();
        onOpenChange(next);
      }}
      title={act.title}
      confirmLabel={act.confirmLabel}
      pendingLabel={act.pendingLabel}
      tone={act.tone}
      pending={isPending}
      error={problemNotice(error, act.refused)}
      onConfirm={() => mutate()}
    >
      {act.words(person)}
    </AlertDialog>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { toast } from "@/components/ui/toast";
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
export function PersonActDialog({ person, act, ...opening }: PersonActDialogProps) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      {...opening}
      title={act.title}
      confirmLabel={act.confirmLabel}
      pendingLabel={act.pendingLabel}
      tone={act.tone}
      refused={act.refused}
      perform={() => act.perform(person)}
      onDone={() => {
        toast.success(act.done(person));
        return Promise.all([
          queryClient.invalidateQueries({ queryKey: peopleKeys.all }),
          queryClient.invalidateQueries({ queryKey: invitationKeys.all }),
        ]);
      }}
    >
      {act.words(person)}
    </ConfirmDialog>
  );
}

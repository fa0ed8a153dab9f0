"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { call } from "@/lib/client/api";
import { invitationKeys } from "@/lib/client/queries/invitations";
import { type Invitation, revokeInvitation } from "@/lib/contracts/invitations";

interface RevokeInvitationDialogProps {
  readonly invitation: Invitation;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function RevokeInvitationDialog({ invitation, open, onOpenChange }: RevokeInvitationDialogProps) {
  const queryClient = useQueryClient();
  const { id, name, email } = invitation;
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => call(revokeInvitation, { params: { invitationId: id } }),
    onSuccess: async () => {
      onOpenChange(false);
      toast.success(`The invitation of ${name} is revoked`);
      await queryClient.invalidateQueries({ queryKey: invitationKeys.all });
    },
  });
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        reset();
        onOpenChange(next);
      }}
      title="Revoke invitation"
      confirmLabel="Revoke"
      pendingLabel="Revoking…"
      pending={isPending}
      error={problemNotice(error, "The invitation was not revoked")}
      onConfirm={() => mutate()}
    >
      <p>
        The link that was handed to{" "}
        <strong>
          <BidiText wrap>{`${name} (${email})`}</BidiText>
        </strong>{" "}
        stops working. They can be invited again.
      </p>
    </AlertDialog>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import { invitationKeys } from "@/lib/client/queries/invitations";
import type { Invitation, revokeInvitation } from "@/lib/contracts/invitations";

interface RevokeInvitationDialogProps {
  readonly invitation: Invitation;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function RevokeInvitationDialog({ invitation, ...opening }: RevokeInvitationDialogProps) {
  const queryClient = useQueryClient();
  const { id, name, email } = invitation;
  return (
    <ConfirmDialog
      {...opening}
      title="Revoke invitation"
      confirmLabel="Revoke"
      pendingLabel="Revoking…"
      refused="The invitation was not revoked"
      perform={() =>
        call<typeof revokeInvitation>("DELETE /api/invitations/{invitationId}", {
          params: { invitationId: id },
        })
      }
      onDone={() => {
        toast.success(`The invitation of ${name} is revoked`);
        return queryClient.invalidateQueries({ queryKey: invitationKeys.all });
      }}
    >
      <p>
        The link that was handed to{" "}
        <strong>
          <BidiText wrap>{`${name} (${email})`}</BidiText>
        </strong>{" "}
        stops working. They can be invited again.
      </p>
    </ConfirmDialog>
  );
}

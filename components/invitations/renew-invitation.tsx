"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemMessage } from "@/components/problems/problem-message";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ApiError, call } from "@/lib/client/api";
import { invitationKeys } from "@/lib/client/queries/invitations";
import type { Invitation, renewInvitation } from "@/lib/contracts/invitations";
import { InvitationLink } from "./invitation-link";

/** Makes a new link for somebody who is invited already, then shows it. */
export function RenewInvitation({ invitation }: { invitation: Invitation }) {
  const queryClient = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      call<typeof renewInvitation>("POST /api/invitations/{invitationId}/renew", {
        params: { invitationId: invitation.id },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationKeys.all }),
  });
  if (data) return <InvitationLink invitation={data} />;
  return (
    <div className="flex flex-col gap-4">
      {error ? (
        <Notice tone="danger" title="No link was made" announce>
          {error instanceof ApiError ? <ProblemMessage problem={error.problem} /> : error.message}
        </Notice>
      ) : null}
      <p>
        <BidiText className="font-medium">{`${invitation.name} (${invitation.email})`}</BidiText> is invited
        as {invitation.role}. The link that they may have already stops working.
      </p>
      <div>
        <Button
          variant="primary"
          onClick={() => mutate()}
          pending={isPending}
          pendingLabel="Making the link…"
        >
          Make a new link
        </Button>
      </div>
    </div>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { toast } from "@/components/ui/toast";
import type { OAuthToken, RevocationOutcome } from "@/lib/contracts/oauth-tokens";
import type { User } from "@/lib/contracts/users";

interface RevokeOAuthTokenDialogProps {
  /** The token in question; the dialog is open while there is one. */
  readonly token: OAuthToken | undefined;
  readonly owner: Pick<User, "name"> | undefined;
  readonly tenantName: string;
  readonly onClose: () => void;
  readonly revoke: (token: OAuthToken, reason: string) => Promise<RevocationOutcome>;
}

/** Asks before a token is revoked, and stays until Qlik has answered. */
export function RevokeOAuthTokenDialog({
  token,
  owner,
  tenantName,
  onClose,
  revoke,
}: RevokeOAuthTokenDialogProps) {
  // Kept while the dialog fades away, so that its words do not change under the eyes.
  const [shown, setShown] = useState(token);
  const [reason, setReason] = useState("");
  if (token && token !== shown) {
    setShown(token);
    setReason("");
  }
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (asked: OAuthToken) => revoke(asked, reason),
    onSuccess: (outcome) => {
      onClose();
      if (outcome === "revoked") toast.success("Token revoked");
      else toast.info("The token was already gone", { description: "Qlik no longer knew it." });
    },
  });
  return (
    <AlertDialog
      open={token !== undefined}
      onOpenChange={() => {
        reset();
        onClose();
      }}
      title="Revoke token"
      confirmLabel="Revoke"
      pendingLabel="Revoking…"
      pending={isPending}
      error={problemNotice(error, "The token was not revoked")}
      reason={{ value: reason, onChange: setReason }}
      onConfirm={() => shown && mutate(shown)}
    >
      <p>
        Token <strong className="break-all font-mono">{shown?.id}</strong> of{" "}
        <strong>
          <BidiText wrap>{owner?.name || shown?.userId || ""}</BidiText>
        </strong>{" "}
        in{" "}
        <strong>
          <BidiText wrap>{tenantName}</BidiText>
        </strong>{" "}
        stops working. This cannot be undone; whoever used it has to sign in again.
      </p>
      <p>
        What was made with it stays, and so do the user's account and other tokens. A connection that is open
        already may live on until it ends.
      </p>
      {shown?.consoleOwn ? (
        <p className="text-warning">
          This is the console's own token. It will ask for a new one at its next call.
        </p>
      ) : null}
    </AlertDialog>
  );
}

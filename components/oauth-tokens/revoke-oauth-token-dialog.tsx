"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import type { OAuthToken, RevocationOutcome } from "@/lib/contracts/oauth-tokens";
import { type KnownPerson, personWords } from "@/lib/contracts/person-words";

interface RevokeOAuthTokenDialogProps {
  /** The token in question; the dialog is open while there is one. */
  readonly token: OAuthToken | undefined;
  readonly owner: Omit<KnownPerson, "id"> | undefined;
  /** That of the client's bot, where there is one. */
  readonly clientName: string | undefined;
  readonly tenantName: string;
  readonly onClose: () => void;
  readonly revoke: (token: OAuthToken, reason: string) => Promise<RevocationOutcome>;
}

/** Asks before a token is revoked, and stays until Qlik has answered. */
export function RevokeOAuthTokenDialog({
  token,
  owner,
  clientName,
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
  const who = personWords({ ...owner, id: shown?.userId ?? "" }) || "nobody named";
  const client = shown?.clientId;
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (asked: OAuthToken) => revoke(asked, reason),
    onSuccess: (outcome) => {
      onClose();
      const whose = `${who} in ${tenantName}`;
      if (outcome === "revoked") toast.success("Token revoked", { description: `Of ${whose}.` });
      else toast.info("The token was already gone", { description: `Of ${whose}. Qlik no longer knew it.` });
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
          <BidiText wrap>{who}</BidiText>
        </strong>{" "}
        in{" "}
        <strong>
          <BidiText wrap>{tenantName}</BidiText>
        </strong>{" "}
        stops working. This cannot be undone; whoever used it has to sign in again.
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        <dt>Client</dt>
        <dd className="min-w-0 break-words text-text">
          <BidiText wrap>
            {client ? (clientName ? `${clientName} (${client})` : client) : "Not told by Qlik"}
          </BidiText>
        </dd>
        <dt>Last used</dt>
        <dd className="text-text">
          <RelativeTime value={shown?.lastUsed} fallback="No use known" />
        </dd>
      </dl>
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

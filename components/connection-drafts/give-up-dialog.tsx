"use client";

import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { tenantsWord } from "@/components/revocations/tokens-word";
import { call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import type { ConnectionDraft, removeConnectionDraft } from "@/lib/contracts/connection-drafts";

interface GiveUpDialogProps {
  readonly draft: ConnectionDraft;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function GiveUpDialog({ draft: { id, counts }, ...opening }: GiveUpDialogProps) {
  const router = useRouter();
  const unfinished = counts.ready + counts.failed + counts.checking;
  return (
    <ConfirmDialog
      {...opening}
      title={unfinished > 0 ? "Give up the rest" : "Remove this list"}
      confirmLabel={unfinished > 0 ? "Give up" : "Remove"}
      pendingLabel="Removing…"
      refused="The list was not removed"
      perform={() =>
        call<typeof removeConnectionDraft>("DELETE /api/connection-drafts/{draftId}", {
          params: { draftId: id },
        })
      }
      onDone={() => router.push(paths.credentials)}
    >
      <p>
        The console forgets this list
        {unfinished > 0 ? `, with ${tenantsWord(unfinished)} not connected and what was given for them` : ""}.{" "}
        {counts.stored > 0 ? "Tenants that are connected stay connected." : null}
      </p>
      <p>Nothing changes at Qlik: bot users that a check made stay until you delete them there.</p>
    </ConfirmDialog>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { Button } from "@/components/ui/button";
import { call } from "@/lib/client/api";
import { encryptionKeyKeys } from "@/lib/client/queries/encryption-keys";
import type { rotateDataKeys } from "@/lib/contracts/encryption-keys";

/** Asks, then begins a rotation; how far it is stands beside it. */
export function RotateDataKeys({ running, total }: { running: boolean; total: number }) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button disabled={running} onClick={() => setAsking(true)}>
        Rotate data key
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Rotate data key"
        tone="primary"
        confirmLabel="Rotate"
        pendingLabel="Starting…"
        refused="The data key was not rotated"
        perform={() => call<typeof rotateDataKeys>("POST /api/encryption-keys/rotations", { body: {} })}
        onDone={(keys) => {
          queryClient.setQueryData(encryptionKeyKeys.all, keys);
          // A small rotation has ended before the first answer is drawn.
          return queryClient.invalidateQueries({ queryKey: encryptionKeyKeys.all });
        }}
      >
        <p>
          The console makes a new data key and encrypts{" "}
          <strong>
            {total} {total === 1 ? "secret" : "secrets"}
          </strong>{" "}
          anew with it, in the background. The secrets themselves stay what they are, and nothing stops
          working meanwhile.
        </p>
        <p>Nothing changes at Qlik. A copy of the database that was made before opens as it did.</p>
      </ConfirmDialog>
    </>
  );
}

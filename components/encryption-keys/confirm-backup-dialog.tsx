"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import { encryptionKeyKeys } from "@/lib/client/queries/encryption-keys";
import type { confirmKeyBackup } from "@/lib/contracts/encryption-keys";

interface ConfirmBackupDialogProps {
  readonly fingerprint: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ConfirmBackupDialog({ fingerprint, ...opening }: ConfirmBackupDialogProps) {
  const queryClient = useQueryClient();
  const router = useRouter();
  return (
    <ConfirmDialog
      {...opening}
      title="Confirm the backup"
      tone="primary"
      confirmLabel="Confirm"
      pendingLabel="Confirming…"
      refused="The backup was not confirmed"
      perform={() =>
        call<typeof confirmKeyBackup>("POST /api/encryption-keys/backup-confirmation", {
          body: { fingerprint },
        })
      }
      onDone={(keys) => {
        queryClient.setQueryData(encryptionKeyKeys.all, keys);
        toast.success("The backup of the root key is confirmed");
        // The banner stands in the frame, which the server draws.
        router.refresh();
      }}
    >
      <p>
        Copy the file <code className="font-mono">keys/encryption.key</code> of the console's data folder to a
        password manager or another safe place, <strong>apart from the backups of the database</strong>.
      </p>
      <p>
        You confirm it for the key <strong className="font-mono">{fingerprint}</strong>, under your name. If
        this machine is lost, that copy is the only way to the stored secrets.
      </p>
    </ConfirmDialog>
  );
}

"use client";

import { useState } from "react";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Identifier } from "@/components/ui/identifier";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { EncryptionKeys } from "@/lib/contracts/encryption-keys";
import { ConfirmBackupDialog } from "./confirm-backup-dialog";

type RootKey = EncryptionKeys["rootKey"];

const sources: Record<RootKey["source"], string> = {
  generated: "Made by this console on its first start, in a file of its data folder",
  file: "A file that CASTELLAN_ENCRYPTION_KEY_FILE names",
  environment: "The environment (CASTELLAN_ENCRYPTION_KEY)",
};

/** Which root key is in use, where it comes from, and whether a copy is kept elsewhere. The key itself is never shown. */
export function RootKeyCard({ rootKey }: { rootKey: RootKey }) {
  const [asking, setAsking] = useState(false);
  return (
    <Card
      title="Root key"
      description="Whoever has it and a copy of the database can open every secret. Without it nobody can."
      actions={
        rootKey.source === "generated" && !rootKey.backup ? (
          <Button variant="primary" onClick={() => setAsking(true)}>
            I have stored a backup of this key
          </Button>
        ) : undefined
      }
    >
      <DescriptionList
        items={[
          {
            label: "Fingerprint",
            value: <Identifier value={rootKey.fingerprint} label="fingerprint" full />,
          },
          { label: "Where it comes from", value: sources[rootKey.source] },
          { label: "Backup", value: <Backup rootKey={rootKey} /> },
          {
            label: "To change it",
            value: <HowToChange source={rootKey.source} />,
          },
        ]}
      />
      <ConfirmBackupDialog fingerprint={rootKey.fingerprint} open={asking} onOpenChange={setAsking} />
    </Card>
  );
}

function Backup({ rootKey: { backup, needsBackup } }: { rootKey: RootKey }) {
  if (backup) {
    return (
      <Status tone="success">
        Stored, says <BidiText>{backup.confirmedBy}</BidiText>, <RelativeTime value={backup.confirmedAt} />
      </Status>
    );
  }
  if (needsBackup) return <Status tone="warning">Nobody has said that one is stored</Status>;
  return "Kept by whoever gave the key to this console";
}

function HowToChange({ source }: { source: RootKey["source"] }) {
  if (source === "generated") {
    return (
      <>
        At the machine: <code className="font-mono">npm run castellan -- key rotate-root</code>
      </>
    );
  }
  return (
    <>
      Set the new key in its place and the former one in{" "}
      <code className="break-all font-mono">CASTELLAN_ENCRYPTION_KEY_PREVIOUS</code>, restart, then take that
      variable away.
    </>
  );
}

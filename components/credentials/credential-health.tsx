"use client";

import { CircleDashed } from "lucide-react";
import { createContext, useContext } from "react";
import { Spinner } from "@/components/ui/spinner";
import { Status } from "@/components/ui/status";
import type { ListedCredential } from "@/lib/contracts/credential-list";
import { healthWords } from "./credential-words";

/** Ids of the credentials that are being checked. */
export const BeingChecked = createContext<ReadonlySet<string>>(new Set());

/** Whether Qlik takes the credential, with the reason where it does not. */
export function CredentialHealth({
  id,
  health,
  problem,
}: Pick<ListedCredential, "id" | "health" | "problem">) {
  const checking = useContext(BeingChecked).has(id);
  if (checking)
    return (
      <Status tone="info" icon={<Spinner />}>
        Checking…
      </Status>
    );
  if (health === "works") return <Status tone="success">{healthWords.works}</Status>;
  if (health === "failing")
    return (
      <Status tone="danger" detail={problem ?? undefined}>
        {healthWords.failing}
      </Status>
    );
  return (
    <Status tone="neutral" icon={<CircleDashed aria-hidden="true" />}>
      {healthWords.never}
    </Status>
  );
}

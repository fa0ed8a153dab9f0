"use client";

import { Unplug } from "lucide-react";
import { useMay } from "@/components/providers/person";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";

/** In place of a list that only a connected tenant has. */
export function NotConnected({ tenantId, what }: { tenantId: string; what: string }) {
  const mayConnect = useMay("admin");
  return (
    <EmptyState
      icon={Unplug}
      title="This tenant is not connected"
      action={
        mayConnect ? (
          <ButtonLink href={paths.newTenant(tenantId)} variant="primary">
            Connect tenant
          </ButtonLink>
        ) : undefined
      }
    >
      {mayConnect
        ? `Connect it with an OAuth client of the tenant to see its ${what}.`
        : `An administrator of this console can connect it; then its ${what} are here.`}
    </EmptyState>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import { credentialKeys } from "@/lib/client/queries/credentials";
import { tenantKeys } from "@/lib/client/queries/tenant-keys";
import type { removeTenantCredential, Tenant } from "@/lib/contracts/tenants";

interface RemoveCredentialDialogProps {
  readonly tenant: Pick<Tenant, "id" | "name" | "organizationId">;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Asked from a list: nobody is led away from it. */
  readonly staysHere?: boolean | undefined;
}

export function RemoveCredentialDialog({
  tenant,
  staysHere = false,
  ...opening
}: RemoveCredentialDialogProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const label = tenant.name;
  return (
    <ConfirmDialog
      {...opening}
      title="Remove credential"
      confirmLabel="Remove"
      pendingLabel="Removing…"
      refused="The credential was not removed"
      asksReason
      perform={(reason) =>
        call<typeof removeTenantCredential>("DELETE /api/tenants/{tenantId}/credential", {
          params: { tenantId: tenant.id },
          body: { reason },
        })
      }
      onDone={() => {
        toast.success(`The credential of ${label} is removed`);
        // Without an organization nothing leads to the tenant any more: it is forgotten with its credential.
        const forgotten = tenant.organizationId === null;
        if (forgotten && !staysHere) router.push(paths.tenants as Route);
        return Promise.all([
          queryClient.invalidateQueries({ queryKey: credentialKeys.all }),
          queryClient.invalidateQueries({ queryKey: forgotten ? tenantKeys.lists : tenantKeys.all }),
        ]);
      }}
    >
      <p>
        The console forgets the client ID and secret of{" "}
        <strong>
          <BidiText wrap>{label}</BidiText>
        </strong>{" "}
        and can no longer see its users and tokens, or revoke any.
      </p>
      <p>
        {tenant.organizationId === null
          ? "No organization lists this tenant, so it leaves the list too. "
          : "The tenant stays in the list. "}
        Nothing changes at Qlik: the OAuth client, its bot user and its tokens stay until you delete them
        there.
      </p>
    </ConfirmDialog>
  );
}

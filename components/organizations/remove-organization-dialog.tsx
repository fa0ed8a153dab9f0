"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/problems/confirm-dialog";
import { tenantsWord } from "@/components/revocations/tokens-word";
import { BidiText } from "@/components/ui/bidi-text";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import { forgetConnections } from "@/lib/client/queries/credentials";
import type { Organization, removeOrganization } from "@/lib/contracts/organizations";

interface RemoveOrganizationDialogProps {
  readonly organization: Organization;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function RemoveOrganizationDialog({ organization, ...opening }: RemoveOrganizationDialogProps) {
  const queryClient = useQueryClient();
  const { id, name, tenantCount, connectedTenantCount, stayingTenants, forgottenTenantCount } = organization;
  return (
    <ConfirmDialog
      {...opening}
      title="Remove organization"
      confirmLabel="Remove"
      pendingLabel="Removing…"
      refused="The organization was not removed"
      mustType={{ label: `Type ${name} to confirm`, expected: name }}
      asksReason
      perform={(reason) =>
        call<typeof removeOrganization>("DELETE /api/organizations/{organizationId}", {
          params: { organizationId: id },
          body: { reason },
        })
      }
      onDone={() => {
        toast.success(`${name} is removed`);
        return forgetConnections(queryClient);
      }}
    >
      <p>
        The console forgets the credential of{" "}
        <strong>
          <BidiText wrap>{name}</BidiText>
        </strong>{" "}
        and {forgottenTenantCount} of its {tenantsWord(tenantCount)}
        {forgottenTenantCount === 0 ? "" : ", with their history"}.
        {connectedTenantCount === 0
          ? ""
          : ` The ${connectedTenantCount} that are connected by a credential of their own stay.`}
      </p>
      {stayingTenants.map(({ organizationId, name: other, tenants }) => (
        <p key={organizationId}>
          <strong>
            <BidiText wrap>{other}</BidiText>
          </strong>{" "}
          lists {tenants} of them too and takes these over, with their history.
        </p>
      ))}
      <p>Nothing changes at Qlik: the OAuth client and its tokens stay until you delete them there.</p>
    </ConfirmDialog>
  );
}

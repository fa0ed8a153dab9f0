"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { call } from "@/lib/client/api";
import { forgetConnections } from "@/lib/client/queries/credentials";
import { type Organization, removeOrganization } from "@/lib/contracts/organizations";

interface RemoveOrganizationDialogProps {
  readonly organization: Organization;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function RemoveOrganizationDialog({
  organization,
  open,
  onOpenChange,
}: RemoveOrganizationDialogProps) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const { id, name, tenantCount, connectedTenantCount } = organization;
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => call(removeOrganization, { params: { organizationId: id }, body: { reason } }),
    onSuccess: async () => {
      onOpenChange(false);
      toast.success(`${name} is removed`);
      await forgetConnections(queryClient);
    },
  });
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        reset();
        onOpenChange(next);
      }}
      title="Remove organization"
      confirmLabel="Remove"
      pendingLabel="Removing…"
      pending={isPending}
      error={problemNotice(error, "The organization was not removed")}
      mustType={{ label: `Type ${name} to confirm`, expected: name }}
      reason={{ value: reason, onChange: setReason }}
      onConfirm={() => mutate()}
    >
      <p>
        The console forgets the credential of{" "}
        <strong>
          <BidiText wrap>{name}</BidiText>
        </strong>{" "}
        and {tenantCount - connectedTenantCount} of its {tenantCount} tenants. The {connectedTenantCount} that
        are connected by a credential of their own stay.
      </p>
      <p>Nothing changes at Qlik: the OAuth client and its tokens stay until you delete them there.</p>
    </AlertDialog>
  );
}

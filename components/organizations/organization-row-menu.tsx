"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { DownloadCloud, KeyRound, RefreshCw, Trash2 } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { RowMenu } from "@/components/data-table/row-menu";
import { toastProblem } from "@/components/problems/problem-toast";
import { useMay } from "@/components/providers/person";
import { useSyncOrganizations } from "@/components/tenants/use-sync-organizations";
import { MenuItem } from "@/components/ui/dropdown-menu";
import { call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import { organizationKeys } from "@/lib/client/queries/organizations";
import { type Organization, verifyOrganization } from "@/lib/contracts/organizations";
import { RemoveOrganizationDialog } from "./remove-organization-dialog";
import { SyncIntervalMenu } from "./sync-interval-menu";

/** What can be done with an organization from its row. */
export function OrganizationRowMenu({ organization }: { organization: Organization }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const mayVerify = useMay("operator");
  const mayChange = useMay("admin");
  const [removing, setRemoving] = useState(false);
  const { sync } = useSyncOrganizations();
  const { id, name } = organization;
  const verify = useMutation({
    mutationFn: () => call(verifyOrganization, { params: { organizationId: id } }),
    onSuccess: ({ connection, credential }) => {
      const failed = credential.lastCheck?.steps.find((step) => step.state === "failed");
      if (connection === "connected") toast.success(`${name} is connected`);
      else toast.error(`${name} cannot be used`, { description: failed?.message });
    },
    onError: (failure) => toastProblem("The credential could not be checked", failure),
    onSettled: () => queryClient.invalidateQueries({ queryKey: organizationKeys.all }),
  });
  if (!mayVerify) return null;
  return (
    <>
      <RowMenu subject={name}>
        <MenuItem onSelect={() => verify.mutate()}>
          <RefreshCw aria-hidden="true" />
          Check again
        </MenuItem>
        <MenuItem onSelect={() => sync([organization])}>
          <DownloadCloud aria-hidden="true" />
          Read tenants now
        </MenuItem>
        {mayChange ? (
          <>
            <SyncIntervalMenu organization={organization} />
            <MenuItem onSelect={() => router.push(paths.replaceOrganization(id) as Route)}>
              <KeyRound aria-hidden="true" />
              Replace credential
            </MenuItem>
            <MenuItem tone="danger" onSelect={() => setRemoving(true)}>
              <Trash2 aria-hidden="true" />
              Remove
            </MenuItem>
          </>
        ) : null}
      </RowMenu>
      <RemoveOrganizationDialog organization={organization} open={removing} onOpenChange={setRemoving} />
    </>
  );
}

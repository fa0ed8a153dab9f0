"use client";

import { DownloadCloud, KeyRound, RefreshCw, Trash2 } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RowMenu } from "@/components/data-table/row-menu";
import { useMay } from "@/components/providers/person";
import { useSyncOrganizations } from "@/components/tenants/use-sync-organizations";
import { MenuItem } from "@/components/ui/menu-items";
import { paths } from "@/lib/client/paths";
import type { Organization } from "@/lib/contracts/organizations";
import { RemoveOrganizationDialog } from "./remove-organization-dialog";
import { SyncIntervalMenu } from "./sync-interval-menu";

interface OrganizationRowMenuProps {
  readonly organization: Organization;
  /** Undefined while others are being checked. */
  readonly onCheck: (() => void) | undefined;
}

/** What can be done with an organization from its row. */
export function OrganizationRowMenu({ organization, onCheck }: OrganizationRowMenuProps) {
  const router = useRouter();
  const mayVerify = useMay("operator");
  const mayChange = useMay("admin");
  const [removing, setRemoving] = useState(false);
  const { sync } = useSyncOrganizations();
  const { id, name } = organization;
  if (!mayVerify) return null;
  return (
    <>
      <RowMenu subject={name}>
        <MenuItem disabled={onCheck === undefined} onSelect={onCheck}>
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

"use client";

import { KeyRound, Layers, RefreshCw, Trash2 } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RowMenu } from "@/components/data-table/row-menu";
import { useMay } from "@/components/providers/person";
import { RemoveCredentialDialog } from "@/components/tenants/remove-credential-dialog";
import { MenuItem } from "@/components/ui/menu-items";
import { paths } from "@/lib/client/paths";
import type { ListedCredential } from "@/lib/contracts/credential-list";

interface CredentialRowMenuProps {
  readonly credential: ListedCredential & { readonly tenantId: string };
  /** Undefined while others are being checked. */
  readonly onCheck: (() => void) | undefined;
}

/** What can be done with the credential of a tenant from its row. */
export function CredentialRowMenu({ credential, onCheck }: CredentialRowMenuProps) {
  const router = useRouter();
  const mayCheck = useMay("operator");
  const mayChange = useMay("admin");
  const [removing, setRemoving] = useState(false);
  const { tenantId, name, organizationId, level, clientId } = credential;
  const go = (path: string) => () => router.push(path as Route);
  if (!mayCheck) return null;
  return (
    <>
      <RowMenu subject={credential.name}>
        <MenuItem disabled={onCheck === undefined} onSelect={onCheck}>
          <RefreshCw aria-hidden="true" />
          Check again
        </MenuItem>
        {mayChange ? (
          <>
            <MenuItem onSelect={go(paths.newTenant(tenantId))}>
              <KeyRound aria-hidden="true" />
              Replace credential
            </MenuItem>
            {level === "region" ? (
              <MenuItem onSelect={go(paths.connectManyOf({ client: clientId }))}>
                <Layers aria-hidden="true" />
                Replace in all its tenants
              </MenuItem>
            ) : null}
            <MenuItem tone="danger" onSelect={() => setRemoving(true)}>
              <Trash2 aria-hidden="true" />
              Remove
            </MenuItem>
          </>
        ) : null}
      </RowMenu>
      <RemoveCredentialDialog
        tenant={{ id: tenantId, name, organizationId }}
        open={removing}
        onOpenChange={setRemoving}
        staysHere
      />
    </>
  );
}

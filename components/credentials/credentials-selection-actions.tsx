"use client";

import { KeyRound, ShieldCheck } from "lucide-react";
import type { DataTableSelection } from "@/components/data-table/data-table-types";
import { useMay } from "@/components/providers/person";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import { paths } from "@/lib/client/paths";
import type { ListedCredential } from "@/lib/contracts/credential-list";
import { MOST_IDS } from "@/lib/contracts/limits";

interface CredentialsSelectionActionsProps {
  readonly selection: DataTableSelection;
  readonly rows: readonly ListedCredential[];
  /** Undefined while others are being checked. */
  readonly onCheck: (() => void) | undefined;
}

/** What can be done with many credentials at once. */
export function CredentialsSelectionActions({ selection, rows, onCheck }: CredentialsSelectionActionsProps) {
  const mayCheck = useMay("operator");
  const mayReplace = useMay("admin");
  const { all, ids } = selection;
  const tenantIds = all ? [] : rows.flatMap(({ id, tenantId }) => (ids.has(id) && tenantId ? tenantId : []));
  return (
    <>
      {mayCheck ? (
        <Button size="sm" disabled={onCheck === undefined} onClick={onCheck}>
          <ShieldCheck aria-hidden="true" />
          Check again
        </Button>
      ) : null}
      {mayReplace && tenantIds.length > 0 && tenantIds.length <= MOST_IDS ? (
        <ButtonLink size="sm" href={paths.connectManyOf({ id: tenantIds.join(",") })}>
          <KeyRound aria-hidden="true" />
          Replace credentials
        </ButtonLink>
      ) : null}
    </>
  );
}

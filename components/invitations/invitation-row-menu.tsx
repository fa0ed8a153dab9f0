"use client";

import { Link2, Trash2 } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RowMenu } from "@/components/data-table/row-menu";
import { MenuItem } from "@/components/ui/menu-items";
import { paths } from "@/lib/client/paths";
import type { Invitation } from "@/lib/contracts/invitations";
import { RevokeInvitationDialog } from "./revoke-invitation-dialog";

/** What can be done with an invitation from its row. */
export function InvitationRowMenu({ invitation }: { invitation: Invitation }) {
  const router = useRouter();
  const [revoking, setRevoking] = useState(false);
  return (
    <>
      <RowMenu subject={`the invitation of ${invitation.name}`}>
        <MenuItem onSelect={() => router.push(paths.renewInvitation(invitation.id) as Route)}>
          <Link2 aria-hidden="true" />
          Make a new link
        </MenuItem>
        <MenuItem tone="danger" onSelect={() => setRevoking(true)}>
          <Trash2 aria-hidden="true" />
          Revoke
        </MenuItem>
      </RowMenu>
      <RevokeInvitationDialog invitation={invitation} open={revoking} onOpenChange={setRevoking} />
    </>
  );
}

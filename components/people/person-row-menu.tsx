"use client";

import { KeyRound, LogOut, ScrollText, Trash2, UserCheck, UserCog, UserX } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RowMenu } from "@/components/data-table/row-menu";
import { usePerson } from "@/components/providers/person";
import { MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu-items";
import { paths } from "@/lib/client/paths";
import type { Account } from "@/lib/contracts/people";
import { ChangeRoleDialog } from "./change-role-dialog";
import { PersonActDialog } from "./person-act-dialog";
import { type PersonActName, personActs } from "./person-acts";

/** What can be done to somebody's account from its row. */
export function PersonRowMenu({ person }: { person: Account }) {
  const router = useRouter();
  const isSelf = usePerson()?.id === person.id;
  const [changingRole, setChangingRole] = useState(false);
  const [act, setAct] = useState<PersonActName>("disable");
  const [asking, setAsking] = useState(false);
  function ask(name: PersonActName) {
    setAct(name);
    setAsking(true);
  }
  return (
    <>
      <RowMenu subject={person.name}>
        <MenuItem onSelect={() => router.push(paths.activityOf({ person: person.id }) as Route)}>
          <ScrollText aria-hidden="true" />
          Show activity
        </MenuItem>
        {isSelf ? (
          <>
            <MenuSeparator />
            <MenuLabel className="max-w-56 whitespace-normal">
              Your own role and access are for another administrator to change.
            </MenuLabel>
          </>
        ) : (
          <>
            <MenuItem onSelect={() => setChangingRole(true)}>
              <UserCog aria-hidden="true" />
              Change role
            </MenuItem>
            {person.openSessions > 0 ? (
              <MenuItem onSelect={() => ask("endSessions")}>
                <LogOut aria-hidden="true" />
                End sessions
              </MenuItem>
            ) : null}
            {person.hasSecondFactor ? (
              <MenuItem onSelect={() => ask("resetSecondFactor")}>
                <KeyRound aria-hidden="true" />
                Reset second factor
              </MenuItem>
            ) : null}
            <MenuSeparator />
            {person.state === "active" ? (
              <MenuItem tone="danger" onSelect={() => ask("disable")}>
                <UserX aria-hidden="true" />
                Disable
              </MenuItem>
            ) : (
              <MenuItem onSelect={() => ask("enable")}>
                <UserCheck aria-hidden="true" />
                Enable
              </MenuItem>
            )}
            <MenuItem tone="danger" onSelect={() => ask("remove")}>
              <Trash2 aria-hidden="true" />
              Remove
            </MenuItem>
          </>
        )}
      </RowMenu>
      <ChangeRoleDialog person={person} open={changingRole} onOpenChange={setChangingRole} />
      <PersonActDialog person={person} act={personActs[act]} open={asking} onOpenChange={setAsking} />
    </>
  );
}

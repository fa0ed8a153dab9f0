"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemNotice } from "@/components/problems/problem-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { BidiText } from "@/components/ui/bidi-text";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/client/api";
import { invitationKeys } from "@/lib/client/queries/invitations";
import { peopleKeys } from "@/lib/client/queries/people";
import type { Account, changePerson } from "@/lib/contracts/people";
import { RoleField } from "./role-field";

interface ChangeRoleDialogProps {
  readonly person: Account;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ChangeRoleDialog({ person, open, onOpenChange }: ChangeRoleDialogProps) {
  const queryClient = useQueryClient();
  const [role, setRole] = useState(person.role);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      call<typeof changePerson>("PATCH /api/people/{personId}", {
        params: { personId: person.id },
        body: { role },
      }),
    onSuccess: async () => {
      onOpenChange(false);
      toast.success(`${person.name} is ${role} now`);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: peopleKeys.all }),
        queryClient.invalidateQueries({ queryKey: invitationKeys.all }),
      ]);
    },
  });
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        reset();
        setRole(person.role);
        onOpenChange(next);
      }}
      title="Change role"
      confirmLabel="Change role"
      pendingLabel="Changing…"
      tone="primary"
      pending={isPending}
      confirmDisabled={role === person.role}
      error={problemNotice(error, "The role was not changed")}
      onConfirm={() => mutate()}
    >
      <p>
        <strong>
          <BidiText wrap>{person.name}</BidiText>
        </strong>{" "}
        is {person.role}. With another role they are signed out everywhere at once, and must sign in again.
      </p>
      <RoleField value={role} onChange={setRole} />
    </AlertDialog>
  );
}

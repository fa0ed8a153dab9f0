"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { RoleField } from "@/components/people/role-field";
import { ProblemMessage } from "@/components/problems/problem-message";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiError, call } from "@/lib/client/api";
import { invitationKeys } from "@/lib/client/queries/invitations";
import {
  type InvitationWithToken,
  type InviteInput,
  type invite,
  inviteInput,
} from "@/lib/contracts/invitations";
import type { Problem } from "@/lib/contracts/problems";
import { InvitationLink } from "./invitation-link";

/** Invites somebody with a role, then shows the link. */
export function InviteForm() {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<Problem>();
  const [invitation, setInvitation] = useState<InvitationWithToken>();
  const { register, handleSubmit, control, formState } = useForm<InviteInput>({
    resolver: zodResolver(inviteInput),
    defaultValues: { name: "", email: "", role: "viewer" },
  });
  const errorAt = (name: keyof InviteInput) =>
    formState.errors[name]?.message ?? problem?.errors?.find(({ path }) => path === name)?.message;

  async function submit(body: InviteInput) {
    setProblem(undefined);
    try {
      setInvitation(await call<typeof invite>("POST /api/invitations", { body }));
      await queryClient.invalidateQueries({ queryKey: invitationKeys.all });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setProblem(failure.problem);
    }
  }

  if (invitation) return <InvitationLink invitation={invitation} />;
  return (
    <form method="post" noValidate onSubmit={handleSubmit(submit)} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary
          title="Nobody was invited"
          attempt={formState.submitCount}
          errors={problem.errors?.map(({ path, message }) => ({ fieldId: path, message }))}
        >
          {problem.errors ? null : <ProblemMessage problem={problem} />}
        </ErrorSummary>
      ) : null}
      <Field id="name" label="Name" error={errorAt("name")}>
        {(field) => <Input {...field} {...register("name")} autoComplete="off" />}
      </Field>
      <Field id="email" label="Email" help="With it they sign in. No mail is sent." error={errorAt("email")}>
        {(field) => <Input {...field} {...register("email")} type="email" autoComplete="off" />}
      </Field>
      <Controller
        control={control}
        name="role"
        render={({ field: { value, onChange } }) => (
          <RoleField value={value} onChange={onChange} error={errorAt("role")} />
        )}
      />
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={formState.isSubmitting}
          pendingLabel="Making the link…"
        >
          Make the link
        </Button>
      </div>
    </form>
  );
}

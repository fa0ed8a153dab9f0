"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProblemMessage } from "@/components/problems/problem-message";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiError, call } from "@/lib/client/api";
import { paths } from "@/lib/client/paths";
import {
  type AcceptInvitationInput,
  type acceptInvitation,
  acceptInvitationInput,
} from "@/lib/contracts/invitations";
import type { Problem } from "@/lib/contracts/problems";

interface AcceptInvitationFormProps {
  readonly token: string;
  /** As whoever invited them wrote it; it can be corrected. */
  readonly name: string;
  readonly email: string;
}

/** Joins with a password, and signs in. */
export function AcceptInvitationForm({ token, name, email }: AcceptInvitationFormProps) {
  const [problem, setProblem] = useState<Problem>();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(acceptInvitationInput),
    defaultValues: { token, name, password: "" },
  });
  const errorAt = (field: "name" | "password") =>
    formState.errors[field]?.message ?? problem?.errors?.find(({ path }) => path === field)?.message;

  async function submit(body: AcceptInvitationInput) {
    setProblem(undefined);
    try {
      await call<typeof acceptInvitation>("POST /api/invitations/accept", { body });
    } catch (failure) {
      if (failure instanceof ApiError) return setProblem(failure.problem);
      throw failure;
    }
    const answer = await signIn("credentials", { email, password: body.password, redirect: false });
    window.location.assign(answer?.ok ? paths.overview : paths.signIn);
    await new Promise(() => undefined);
  }

  return (
    <form method="post" noValidate onSubmit={handleSubmit(submit)} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary
          title={problem.title}
          attempt={formState.submitCount}
          errors={problem.errors?.map(({ path, message }) => ({ fieldId: path, message }))}
        >
          {problem.errors ? null : <ProblemMessage problem={problem} />}
        </ErrorSummary>
      ) : null}
      <Field id="name" label="Name" error={errorAt("name")}>
        {(control) => <Input {...control} {...register("name")} autoComplete="name" />}
      </Field>
      <Field id="email" label="Email" help="You sign in with it.">
        {(control) => <Input {...control} type="email" value={email} readOnly autoComplete="username" />}
      </Field>
      <Field
        id="password"
        label="Password"
        help="At least 15 characters. A few words in a row are fine."
        error={errorAt("password")}
      >
        {(control) => (
          <Input {...control} {...register("password")} type="password" autoComplete="new-password" />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={formState.isSubmitting}
        pendingLabel="Joining…"
      >
        Join
      </Button>
    </form>
  );
}

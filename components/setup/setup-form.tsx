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
import type { Problem } from "@/lib/contracts/problems";
import { type createFirstAdministrator, type SetupInput, setupInput } from "@/lib/contracts/setup";

/** Makes the first administrator and signs them in. */
export function SetupForm({ token }: { token: string }) {
  const [problem, setProblem] = useState<Problem>();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(setupInput),
    defaultValues: { token, name: "", email: "", password: "" },
  });
  const { errors } = formState;

  async function submit(body: SetupInput) {
    setProblem(undefined);
    try {
      await call<typeof createFirstAdministrator>("POST /api/setup", { body });
    } catch (failure) {
      if (failure instanceof ApiError) return setProblem(failure.problem);
      throw failure;
    }
    const answer = await signIn("credentials", {
      email: body.email,
      password: body.password,
      redirect: false,
    });
    window.location.assign(answer?.ok ? paths.overview : paths.signIn);
    await new Promise(() => undefined);
  }

  return (
    <form method="post" noValidate onSubmit={handleSubmit(submit)} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary title={problem.title} attempt={formState.submitCount}>
          <ProblemMessage problem={problem} />
        </ErrorSummary>
      ) : null}
      <Field id="name" label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...register("name")} autoComplete="name" autoFocus />}
      </Field>
      <Field id="email" label="Email" error={errors.email?.message}>
        {(control) => <Input {...control} {...register("email")} type="email" autoComplete="username" />}
      </Field>
      <Field
        id="password"
        label="Password"
        help="At least 15 characters. A few words in a row are fine."
        error={errors.password?.message}
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
        pendingLabel="Creating…"
      >
        Create administrator
      </Button>
    </form>
  );
}

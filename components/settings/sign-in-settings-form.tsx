"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProblemMessage } from "@/components/problems/problem-message";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { ApiError, call } from "@/lib/client/api";
import type { Problem } from "@/lib/contracts/problems";
import { roles } from "@/lib/contracts/roles";
import { type changeSignInSettings, type SignInSettings, signInSettings } from "@/lib/contracts/settings";

/** Who must have a second factor, and how long sessions last. */
export function SignInSettingsForm({ initial }: { initial: SignInSettings }) {
  const [problem, setProblem] = useState<Problem>();
  const { register, handleSubmit, formState, reset } = useForm({
    resolver: zodResolver(signInSettings),
    defaultValues: initial,
  });
  const errorAt = (name: keyof SignInSettings) =>
    formState.errors[name]?.message ?? problem?.errors?.find(({ path }) => path === name)?.message;

  async function submit(body: SignInSettings) {
    setProblem(undefined);
    try {
      reset(await call<typeof changeSignInSettings>("PUT /api/settings/sign-in", { body }));
      toast.success("The settings are saved");
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setProblem(failure.problem);
    }
  }

  return (
    <form method="post" noValidate onSubmit={handleSubmit(submit)} className="flex flex-col gap-4">
      {problem ? (
        <ErrorSummary
          title="Nothing was changed"
          attempt={formState.submitCount}
          errors={problem.errors?.map(({ path, message }) => ({ fieldId: path, message }))}
        >
          {problem.errors ? null : <ProblemMessage problem={problem} />}
        </ErrorSummary>
      ) : null}
      <Card
        title="Second factor"
        description="Whoever has such a role and signs in with a password sets up an authenticator app before anything else."
      >
        <fieldset className="flex flex-col gap-2.5">
          <legend className="sr-only">Roles that must have a second factor</legend>
          {roles.map((role) => (
            <label key={role} className="flex w-fit items-center gap-2.5 text-sm">
              <input
                type="checkbox"
                value={role}
                {...register("secondFactorRequiredFor")}
                className="size-4 accent-accent"
              />
              {role}
            </label>
          ))}
        </fieldset>
      </Card>
      <Card title="Sessions" description="Shorter times hold for sessions that are open already.">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="idleMinutes" label="Ends without use after (minutes)" error={errorAt("idleMinutes")}>
            {(control) => (
              <Input
                {...control}
                {...register("idleMinutes", { valueAsNumber: true })}
                type="number"
                inputMode="numeric"
                min={5}
              />
            )}
          </Field>
          <Field id="absoluteHours" label="Ends in any case after (hours)" error={errorAt("absoluteHours")}>
            {(control) => (
              <Input
                {...control}
                {...register("absoluteHours", { valueAsNumber: true })}
                type="number"
                inputMode="numeric"
                min={1}
              />
            )}
          </Field>
        </div>
      </Card>
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={formState.isSubmitting}
          pendingLabel="Saving…"
          disabled={!formState.isDirty}
        >
          Save
        </Button>
      </div>
    </form>
  );
}

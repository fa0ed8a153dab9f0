"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type SignInInput, signInInput } from "@/lib/contracts/people";

/** `destination` is a path of this console; the page has seen to that. */
export function SignInForm({ destination }: { destination: string }) {
  const [refusal, setRefusal] = useState<string>();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(signInInput),
    defaultValues: { email: "", password: "" },
  });

  async function submit({ email, password }: SignInInput) {
    setRefusal(undefined);
    const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    if (!answer) return setRefusal("The console did not answer. Check that it runs, then try again.");
    if (!answer.ok) return setRefusal("The e-mail or the password is not right.");
    // A whole load: whatever a former person left in memory goes.
    window.location.assign(destination);
    // Stay pending until the next page is there.
    await new Promise(() => undefined);
  }

  return (
    <form method="post" noValidate onSubmit={handleSubmit(submit)} className="flex flex-col gap-4">
      {refusal ? <ErrorSummary title={refusal} attempt={formState.submitCount} /> : null}
      <Field id="email" label="Email" error={formState.errors.email?.message}>
        {(control) => (
          <Input {...control} {...register("email")} type="email" autoComplete="username" autoFocus />
        )}
      </Field>
      <Field id="password" label="Password" error={formState.errors.password?.message}>
        {(control) => (
          <Input {...control} {...register("password")} type="password" autoComplete="current-password" />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={formState.isSubmitting}
        pendingLabel="Signing in…"
      >
        Sign in
      </Button>
    </form>
  );
}

"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type SignInInput, secondFactorCode, signInInput } from "@/lib/contracts/people";
import { readRefusal } from "@/lib/contracts/sign-in";
import { refusalWords } from "./refusal-words";

const withCode = signInInput.extend({ code: secondFactorCode });

/** `destination` is a path of this console; the page has seen to that. */
export function SignInForm({ destination }: { destination: string }) {
  const [refusal, setRefusal] = useState<string>();
  const [asksForCode, setAsksForCode] = useState(false);
  const { register, handleSubmit, formState, getValues, resetField } = useForm<SignInInput>({
    resolver: zodResolver(asksForCode ? withCode : signInInput),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting, submitCount } = formState;

  async function submit({ email, password, code }: SignInInput) {
    setRefusal(undefined);
    const given = { email, password, ...(asksForCode && code ? { code } : {}) };
    const answer = await signIn("credentials", { ...given, redirect: false }).catch(() => undefined);
    if (!answer?.ok) {
      const { refusal: reason, retryAt } = readRefusal(answer ? answer.error : "unavailable");
      // The password was right: now the second step.
      if (reason === "second_factor_required" && !asksForCode) return setAsksForCode(true);
      if (reason === "second_factor_wrong") resetField("code");
      return setRefusal(refusalWords(reason, { retryAt, code }));
    }
    // A whole load: whatever a former person left in memory goes.
    window.location.assign(destination);
    // Stay pending until the next page is there.
    await new Promise(() => undefined);
  }

  function goBack() {
    setRefusal(undefined);
    resetField("code");
    setAsksForCode(false);
  }

  return (
    <form method="post" noValidate onSubmit={handleSubmit(submit)} className="flex flex-col gap-4">
      {refusal ? <ErrorSummary title={refusal} attempt={submitCount} /> : null}
      {asksForCode ? (
        <Field
          // Another field than the one before: it takes the focus as it appears.
          key="code"
          id="code"
          label="Code"
          help={`Six digits from the authenticator app of ${getValues("email")}, or one of the recovery codes.`}
          error={errors.code?.message}
        >
          {(control) => (
            <Input
              {...control}
              {...register("code")}
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              className="font-mono tabular-nums"
            />
          )}
        </Field>
      ) : (
        <>
          <Field id="email" label="Email" error={errors.email?.message}>
            {(control) => (
              <Input {...control} {...register("email")} type="email" autoComplete="username" autoFocus />
            )}
          </Field>
          <Field id="password" label="Password" error={errors.password?.message}>
            {(control) => (
              <Input {...control} {...register("password")} type="password" autoComplete="current-password" />
            )}
          </Field>
        </>
      )}
      <Button type="submit" variant="primary" size="lg" pending={isSubmitting} pendingLabel="Signing in…">
        Sign in
      </Button>
      {asksForCode ? (
        <Button variant="ghost" onClick={goBack} disabled={isSubmitting}>
          Use another account
        </Button>
      ) : null}
    </form>
  );
}

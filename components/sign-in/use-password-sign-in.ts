import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { type SignInInput, secondFactorCode, signInInput } from "@/lib/contracts/people";
import { readRefusal } from "@/lib/contracts/sign-in";
import { refusalWords } from "./refusal-words";

const withCode = signInInput.extend({ code: secondFactorCode });

/** The two steps of a sign-in with a password. `onSignedIn` goes on from there; until it is done the form is pending. */
export function usePasswordSignIn(email: string, onSignedIn: () => Promise<void>) {
  const [refusal, setRefusal] = useState<string>();
  const [asksForCode, setAsksForCode] = useState(false);
  const form = useForm<SignInInput>({
    resolver: zodResolver(asksForCode ? withCode : signInInput),
    defaultValues: { email, password: "" },
  });
  const { resetField } = form;

  async function submit({ email, password, code }: SignInInput) {
    setRefusal(undefined);
    const given = { email, password, ...(asksForCode && code ? { code } : {}) };
    const answer = await signIn("credentials", { ...given, redirect: false }).catch(() => undefined);
    if (answer?.ok) return onSignedIn();
    const { refusal: reason, retryAt } = readRefusal(answer ? answer.error : "unavailable");
    // The password was right: now the second step.
    if (reason === "second_factor_required" && !asksForCode) return setAsksForCode(true);
    if (reason === "second_factor_wrong") resetField("code");
    setRefusal(refusalWords(reason, { retryAt, code }));
  }

  function goBack() {
    setRefusal(undefined);
    resetField("code");
    setAsksForCode(false);
  }

  return { form, submit: form.handleSubmit(submit), refusal, asksForCode, goBack };
}

export type PasswordSignIn = ReturnType<typeof usePasswordSignIn>;

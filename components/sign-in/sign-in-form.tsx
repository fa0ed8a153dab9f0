"use client";

import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { tellTabs } from "@/lib/client/session-news";
import { SignInFields } from "./sign-in-fields";
import { usePasswordSignIn } from "./use-password-sign-in";

/** `destination` is a path of this console; the page has seen to that. */
export function SignInForm({ destination }: { destination: string }) {
  const signIn = usePasswordSignIn("", async () => {
    tellTabs("signed-in");
    // A whole load: whatever a former person left in memory goes.
    window.location.assign(destination);
    // Stay pending until the next page is there.
    await new Promise(() => undefined);
  });
  const { isSubmitting, submitCount } = signIn.form.formState;
  return (
    <form method="post" noValidate onSubmit={signIn.submit} className="flex flex-col gap-4">
      {signIn.refusal ? <ErrorSummary title={signIn.refusal} attempt={submitCount} /> : null}
      <SignInFields signIn={signIn} />
      <Button type="submit" variant="primary" size="lg" pending={isSubmitting} pendingLabel="Signing in…">
        Sign in
      </Button>
      {signIn.asksForCode ? (
        <Button variant="ghost" onClick={signIn.goBack} disabled={isSubmitting}>
          Use another account
        </Button>
      ) : null}
    </form>
  );
}

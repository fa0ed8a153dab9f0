"use client";

import { signIn } from "next-auth/react";
import { FormDialog } from "@/components/ui/form-dialog";

/** For people who have no password here: their provider is asked to ask them again. */
export function SignInAgainElsewhere({ onCancel }: { onCancel: () => void }) {
  const here = () => window.location.pathname + window.location.search;
  return (
    <FormDialog
      open
      onOpenChange={onCancel}
      title="Confirm that it is you"
      description="This needs a sign-in of the last five minutes. Your organization's provider asks you again and brings you back to this page; do it again then. Nothing was changed so far."
      submitLabel="Sign in again"
      onSubmit={(event) => {
        event.preventDefault();
        void signIn("oidc", { callbackUrl: here() }, { prompt: "login", max_age: "0" });
      }}
    >
      {null}
    </FormDialog>
  );
}

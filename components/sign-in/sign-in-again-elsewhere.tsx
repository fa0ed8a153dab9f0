"use client";

import { FormDialog } from "@/components/ui/form-dialog";
import { SignInWindowState, useLooking, useSignInWindow } from "./sign-in-window";

/** For people who have no password here: their provider is asked, in a window of its own, to ask them again. */
export function SignInAgainElsewhere({ onCancel }: { onCancel: () => void }) {
  const other = useSignInWindow(true);
  useLooking();
  return (
    <FormDialog
      open
      onOpenChange={onCancel}
      title="Confirm that it is you"
      description="This needs a sign-in of the last five minutes. Your organization's provider asks you again, in a window of its own. What you were doing goes on afterwards."
      submitLabel="Sign in again"
      onSubmit={(event) => {
        event.preventDefault();
        // React lets it bubble to the form that this dialog was opened from.
        event.stopPropagation();
        other.open();
      }}
    >
      <SignInWindowState {...other} />
    </FormDialog>
  );
}

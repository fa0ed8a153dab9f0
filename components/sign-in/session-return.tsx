import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { tellTabs } from "@/lib/client/session-news";
import { lookAgain } from "@/lib/client/sign-in-again";
import { leaveForSignIn } from "@/lib/client/sign-out";
import { SessionDialog } from "./session-dialog";
import { SignInFields } from "./sign-in-fields";
import { SignInWindowState, useSignInWindow } from "./sign-in-window";
import { usePasswordSignIn } from "./use-password-sign-in";

const TITLE = "Sign in again";

/** Signs in with the password, over the page. */
export function ReturnByPassword({ email, words }: { email: string; words: string }) {
  const signIn = usePasswordSignIn(email, async () => {
    tellTabs("signed-in");
    await lookAgain();
  });
  const { isSubmitting, submitCount } = signIn.form.formState;
  return (
    <SessionDialog
      title={TITLE}
      words={words}
      onSubmit={() => void signIn.submit()}
      actions={
        <>
          <Leave disabled={isSubmitting} />
          <Button type="submit" variant="primary" pending={isSubmitting} pendingLabel="Signing in…">
            Sign in
          </Button>
        </>
      }
    >
      {signIn.refusal ? <ErrorSummary title={signIn.refusal} attempt={submitCount} /> : null}
      <SignInFields signIn={signIn} asksForEmail={false} />
    </SessionDialog>
  );
}

/** Signs in through the provider, in a window of its own. */
export function ReturnThroughProvider({
  provider,
  words,
  anew,
}: {
  provider: string;
  words: string;
  anew: boolean;
}) {
  const other = useSignInWindow(anew);
  return (
    <SessionDialog
      title={TITLE}
      words={words}
      onSubmit={other.open}
      actions={
        <>
          <Leave />
          <Button type="submit" variant="primary">
            Sign in with {provider}
          </Button>
        </>
      }
    >
      <SignInWindowState {...other} />
    </SessionDialog>
  );
}

/** For somebody else, and for whoever does not want to go on: what is in memory goes. */
function Leave({ disabled = false }: { disabled?: boolean }) {
  return (
    <Button variant="ghost" onClick={leaveForSignIn} disabled={disabled}>
      Leave this page
    </Button>
  );
}

import type { SingleSignOnRefusal } from "@/lib/contracts/single-sign-on";
import { singleSignOnRefusal } from "@/lib/contracts/single-sign-on";

interface Words {
  readonly title: string;
  readonly advice: string;
}

const askAdministrator = "Ask an administrator of this console.";

const refusals: Record<SingleSignOnRefusal, Words> = {
  "no-email": {
    title: "The provider did not tell your email address.",
    advice: "Whoever runs it must release the claim email to this console.",
  },
  "email-not-verified": {
    title: "The provider has not verified your email address.",
    advice: "Verify it there, then sign in again.",
  },
  "email-taken": {
    title: "There is an account with your email address here already, and it is not tied to single sign-on.",
    advice:
      "Sign in with its password. To use single sign-on instead, have an administrator remove that account first.",
  },
  disabled: { title: "Your account here is disabled.", advice: askAdministrator },
  "invitation-gone": {
    title: "This invitation does not work any more.",
    advice: "Ask an administrator for a new link.",
  },
  "invitation-for-another": {
    title: "This invitation is for somebody with another email address.",
    advice: "Sign in at the provider as the person who was invited, or ask for an invitation of your own.",
  },
  "other-issuer": {
    title: "The provider calls itself otherwise than this console expects.",
    advice:
      "An administrator must set OIDC_ISSUER to the issuer that the provider's discovery document names.",
  },
  "not-recent": {
    title: "The provider did not ask you anew who you are, or does not say when it did.",
    advice:
      "You are still signed in. What asks for a recent sign-in needs a provider that tells the claim auth_time: sign out, and in again, or ask an administrator.",
  },
  unavailable: {
    title: "The console could not sign you in just now.",
    advice: "Try again in a moment. The console's own log says more.",
  },
};

/** next-auth's own words for what went wrong on the way. */
const others: Record<string, Words> = {
  OAuthSignin: {
    title: "The single sign-on provider cannot be reached.",
    advice: "Sign in with a password, or try again later. The console's own log says more.",
  },
  OAuthCallback: {
    title: "Single sign-on did not come to an end.",
    advice: "It took too long, or the provider and this console do not agree. Try again.",
  },
  Callback: {
    title: "The provider did not let you in, or you cancelled.",
    advice: "Try again, or sign in with a password.",
  },
};

const unforeseen: Words = { title: "You could not be signed in.", advice: "Try again." };

/** What the sign-in page says about the `error` in its address; whatever else stands there is never shown. */
export function singleSignOnWords(error: string | string[] | undefined): Words | undefined {
  if (error === undefined || Array.isArray(error)) return undefined;
  const refusal = singleSignOnRefusal.safeParse(error);
  if (refusal.success) return refusals[refusal.data];
  return Object.hasOwn(others, error) ? others[error] : unforeseen;
}

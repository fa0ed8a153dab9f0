import { wrongCodeWords } from "@/lib/contracts/code-words";
import type { SignInRefusal } from "@/lib/contracts/sign-in";

interface Details {
  readonly retryAt?: Date | undefined;
  /** That was typed, if one was. */
  readonly code?: string | undefined;
}

/** Why somebody was not signed in, and what to do about it. */
export function refusalWords(refusal: SignInRefusal, { retryAt, code }: Details = {}): string {
  switch (refusal) {
    case "wrong_credentials":
      return "The email or the password is not right.";
    case "second_factor_required":
      return "Enter the code as well.";
    case "second_factor_wrong":
      return wrongCodeWords(code ?? "");
    case "too_many_attempts":
      return `Too many attempts have failed, so no more are taken for a while. Try again ${retryAt ? `in ${waitWords(retryAt)}` : "later"}.`;
    case "unavailable":
      return "The console did not answer. Check that it runs, then try again.";
  }
}

function waitWords(retryAt: Date): string {
  const seconds = Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1000));
  return seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

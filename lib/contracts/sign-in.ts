import { z } from "zod";

/** Why a sign-in was refused, as next-auth hands it to the sign-in page: a word, and for one of them until when. */
export const signInRefusals = [
  "wrong_credentials",
  "second_factor_required",
  "second_factor_wrong",
  "too_many_attempts",
  "unavailable",
] as const;
export type SignInRefusal = (typeof signInRefusals)[number];

/** next-auth's own word for what it or we refuse without a reason. */
const WITHOUT_REASON = "CredentialsSignin";

/** Writes a refusal into the one text that next-auth passes on. */
export const refusalText = (refusal: SignInRefusal, retryAt?: Date): string =>
  retryAt ? `${refusal} ${retryAt.toISOString()}` : refusal;

/** Reads what {@link refusalText} wrote. */
export function readRefusal(text: string | null | undefined): { refusal: SignInRefusal; retryAt?: Date } {
  const [word, time] = (text ?? "").split(" ");
  const refusal = z.enum(signInRefusals).safeParse(word);
  if (!refusal.success) return { refusal: word === WITHOUT_REASON ? "wrong_credentials" : "unavailable" };
  const retryAt = z.iso.datetime().safeParse(time);
  return { refusal: refusal.data, ...(retryAt.success ? { retryAt: new Date(retryAt.data) } : {}) };
}

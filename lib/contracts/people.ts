import { z } from "zod";
import { role } from "./roles";

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Enter an e-mail address, for example ada@example.com.").max(254));

/** The rule for new passwords: length, no composition rules; the server also refuses what everybody tries first. */
const password = z.string().max(128, "Use at most 128 characters.");
export const newPassword = password.min(15, "Use at least 15 characters. A few words in a row are fine.");

/** The same for somebody who may have a second factor, beside which a shorter one will do: the server knows. */
export const newPasswordBesideSecondFactor = password.min(8, "Use at least 8 characters.");

export const currentPassword = z
  .string()
  .min(1, "Enter your password.")
  .max(128, "A password has at most 128 characters.");

/** Of the second factor: six digits from the app, or a recovery code, with whatever spaces they are written. */
export const secondFactorCode = z
  .string()
  .trim()
  .min(1, "Enter the code.")
  .max(64, "A code is shorter than that.");

export const signInInput = z.object({ email, password: currentPassword, code: secondFactorCode.optional() });
export type SignInInput = z.infer<typeof signInInput>;

/** Who is at the keyboard. */
export const person = z.object({ id: z.string(), name: z.string(), email: z.string(), role });
export type Person = z.infer<typeof person>;

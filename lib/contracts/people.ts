import { z } from "zod";
import { role } from "./roles";

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Enter an e-mail address, for example ada@example.com.").max(254));

/** The rule for new passwords: length alone, no composition rules. */
export const newPassword = z
  .string()
  .min(15, "Use at least 15 characters. A few words in a row are fine.")
  .max(128, "Use at most 128 characters.");

export const signInInput = z.object({
  email,
  password: z.string().min(1, "Enter your password.").max(128, "A password has at most 128 characters."),
});
export type SignInInput = z.infer<typeof signInInput>;

/** Who is at the keyboard. */
export const person = z.object({ id: z.string(), name: z.string(), email: z.string(), role });
export type Person = z.infer<typeof person>;

import { z } from "zod";
import { instant, listOf, opaqueId } from "./lists";
import { operation } from "./operation";
import { role } from "./role";

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Enter an email address, for example ada@example.com.").max(254));

/** The rule for new passwords: length, no composition rules; the server also refuses what everybody tries first. */
const password = z.string().max(128, "Use at most 128 characters.");
export const newPassword = password.min(15, "Use at least 15 characters. A few words in a row are fine.");
export const personName = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(120, "A name has at most 120 characters.");

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

/** Somebody as administrators see them. */
export const account = person.extend({
  roleSource: z.enum(["console", "claim"]).describe("`claim`: read from the provider at each sign-in."),
  signsInWith: z.array(z.enum(["password", "single-sign-on"])),
  hasSecondFactor: z.boolean(),
  state: z.enum(["active", "disabled"]),
  openSessions: z.number().int(),
  lastSignedInAt: instant.nullable(),
  createdAt: instant,
});
export type Account = z.infer<typeof account>;

export const accountList = listOf(account);

const onePerson = z.object({ personId: opaqueId });

export const listPeople = operation({
  id: "listPeople",
  method: "GET",
  path: "/api/people",
  role: "admin",
  summary: "Everybody who may sign in, by name",
  answer: accountList,
});

export const changePersonInput = z
  .strictObject({ role: role.optional(), state: z.enum(["active", "disabled"]).optional() })
  .refine((change) => change.role !== undefined || change.state !== undefined, "Say what to change.");
export type ChangePersonInput = z.infer<typeof changePersonInput>;

export const changePerson = operation({
  id: "changePerson",
  method: "PATCH",
  path: "/api/people/{personId}",
  role: "admin",
  effect: "changes-who-may",
  summary: "Give somebody another role, or disable or enable their account; their sessions end",
  params: onePerson,
  body: changePersonInput,
  answer: account,
});

export const removePerson = operation({
  id: "removePerson",
  method: "DELETE",
  path: "/api/people/{personId}",
  role: "admin",
  effect: "changes-who-may",
  summary: "Remove somebody's account; what they did stays in the activity log",
  params: onePerson,
  status: 204,
});

export const resetSecondFactor = operation({
  id: "resetSecondFactor",
  method: "DELETE",
  path: "/api/people/{personId}/second-factor",
  role: "admin",
  effect: "changes-who-may",
  summary: "Forget somebody's second factor and recovery codes; their sessions end",
  params: onePerson,
  status: 204,
});

export const endPersonSessions = operation({
  id: "endPersonSessions",
  method: "DELETE",
  path: "/api/people/{personId}/sessions",
  role: "admin",
  effect: "changes-who-may",
  summary: "End somebody's sessions",
  params: onePerson,
  status: 204,
});

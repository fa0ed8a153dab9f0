import { z } from "zod";
import { operation } from "./operation";
import { role } from "./role";
import { roles } from "./roles";

const MINUTES = "A whole number of minutes";
const HOURS = "A whole number of hours";

/** How people sign in, for the whole console. */
export const signInSettings = z
  .object({
    secondFactorRequiredFor: z
      .array(role)
      .max(roles.length)
      .transform((given) => roles.filter((one) => given.includes(one)))
      .describe("Roles that must have a second factor, if they sign in with a password."),
    idleMinutes: z
      .number(MINUTES)
      .int(MINUTES)
      .min(5, "At least 5 minutes.")
      .max(12 * 60, "At most 720 minutes.")
      .describe("A session ends after so long without use."),
    absoluteHours: z
      .number(HOURS)
      .int(HOURS)
      .min(1, "At least one hour.")
      .max(7 * 24, "At most 168 hours.")
      .describe("A session ends after so long in any case."),
  })
  .refine(({ idleMinutes, absoluteHours }) => idleMinutes <= absoluteHours * 60, {
    path: ["idleMinutes"],
    message: "A session cannot be idle for longer than it may last.",
  });
export type SignInSettings = z.infer<typeof signInSettings>;

export const defaultSignInSettings: SignInSettings = {
  secondFactorRequiredFor: [],
  idleMinutes: 30,
  absoluteHours: 12,
};

export const getSignInSettings = operation({
  id: "getSignInSettings",
  method: "GET",
  path: "/api/settings/sign-in",
  role: "admin",
  summary: "Who must have a second factor, and how long sessions last",
  answer: signInSettings,
});

export const changeSignInSettings = operation({
  id: "changeSignInSettings",
  method: "PUT",
  path: "/api/settings/sign-in",
  role: "admin",
  effect: "changes-who-may",
  summary: "Decide who must have a second factor, and how long sessions last",
  body: signInSettings,
  answer: signInSettings,
});

import { z } from "zod";
import { instant, listOf, opaqueId } from "./lists";
import { operation } from "./operation";
import { currentPassword, newPasswordBesideSecondFactor, person, secondFactorCode } from "./people";

export const signInMethods = ["password", "oidc"] as const;
export const signInMethod = z.enum(signInMethods);
export type SignInMethod = z.infer<typeof signInMethod>;

/** Somebody's own account, and the session through which it is asked for. */
export const account = z.object({
  person,
  method: signInMethod.describe("How this session was begun, and how it is confirmed."),
  hasPassword: z.boolean(),
  secondFactor: z.object({
    confirmedAt: instant.nullable().describe("Null while there is none."),
    required: z.boolean().describe("Whether this role must have one."),
    recoveryCodesLeft: z.number().int(),
  }),
});
export type Account = z.infer<typeof account>;

export const getAccount = operation({
  id: "getAccount",
  method: "GET",
  path: "/api/account",
  role: "viewer",
  summary: "Who is signed in, and how",
  answer: account,
  duringEnrolment: true,
});

export const changePasswordInput = z.object({
  currentPassword,
  newPassword: newPasswordBesideSecondFactor,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

export const changePassword = operation({
  id: "changePassword",
  method: "PUT",
  path: "/api/account/password",
  role: "viewer",
  effect: "changes-who-may",
  summary: "Change one's own password, which ends one's other sessions",
  body: changePasswordInput,
  status: 204,
});

/** What an authenticator app is shown; nothing of it can be read again. */
export const secondFactorOffer = z.object({
  secret: z.string().describe("In base 32, for whoever cannot scan."),
  uri: z.string(),
  qrCode: z.string().describe("The same as a picture, in a data URL."),
});
export type SecondFactorOffer = z.infer<typeof secondFactorOffer>;

export const offerSecondFactor = operation({
  id: "offerSecondFactor",
  method: "POST",
  path: "/api/account/second-factor",
  role: "viewer",
  effect: "changes-who-may",
  summary: "Make a secret for an authenticator app; it counts once a code of it was shown",
  answer: secondFactorOffer,
  status: 201,
  duringEnrolment: true,
});

export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).describe("Shown this once.") });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const codeInput = z.object({ code: secondFactorCode });
export type CodeInput = z.infer<typeof codeInput>;

export const confirmSecondFactor = operation({
  id: "confirmSecondFactor",
  method: "POST",
  path: "/api/account/second-factor/confirm",
  role: "viewer",
  effect: "proves-who-it-is",
  summary: "Show a code of the app: from now on sign-in asks for one",
  body: codeInput,
  answer: recoveryCodes,
  duringEnrolment: true,
});

export const removeSecondFactorInput = z.object({ password: currentPassword, code: secondFactorCode });
export type RemoveSecondFactorInput = z.infer<typeof removeSecondFactorInput>;

export const removeSecondFactor = operation({
  id: "removeSecondFactor",
  method: "POST",
  path: "/api/account/second-factor/remove",
  role: "viewer",
  effect: "proves-who-it-is",
  summary: "Sign in without a second factor again, which takes a code of it and ends one's other sessions",
  body: removeSecondFactorInput,
  status: 204,
});

export const renewRecoveryCodes = operation({
  id: "renewRecoveryCodes",
  method: "POST",
  path: "/api/account/recovery-codes",
  role: "viewer",
  effect: "changes-who-may",
  summary: "Make new recovery codes, which takes a code of the second factor; the former ones end",
  body: codeInput,
  answer: recoveryCodes,
});

export const session = z.object({
  id: z.string(),
  current: z.boolean().describe("Whether it is the one that asks."),
  method: signInMethod,
  browser: z
    .string()
    .nullable()
    .describe("For example Firefox 140 on Windows; null where it cannot be told."),
  address: z.string().nullable().describe("From where it was begun."),
  startedAt: instant,
  lastUsedAt: instant.describe("To the minute."),
  endsAt: instant.describe("However much it is used."),
});
export type Session = z.infer<typeof session>;

export const listSessions = operation({
  id: "listSessions",
  method: "GET",
  path: "/api/account/sessions",
  role: "viewer",
  summary: "One's own sessions, the last used first",
  answer: listOf(session),
});

export const endOtherSessions = operation({
  id: "endOtherSessions",
  method: "DELETE",
  path: "/api/account/sessions",
  role: "viewer",
  effect: "none",
  summary: "End all of one's own sessions but this one",
  status: 204,
});

export const endSession = operation({
  id: "endSession",
  method: "DELETE",
  path: "/api/account/sessions/{sessionId}",
  role: "viewer",
  effect: "none",
  summary: "End one of one's own sessions",
  params: z.object({ sessionId: opaqueId }),
  status: 204,
});

/** The session that asks. Its times are told as what is left, because clocks differ. */
export const ownSession = z.object({
  endsInSeconds: z.number().int().describe("Unless somebody does something in the page before that."),
  latestInSeconds: z.number().int().describe("However much is done."),
  secondFactorNeeded: z.boolean().describe("Whether it opens nothing but setting up a second factor."),
  recentSignIn: z.boolean().describe("Whether what asks for a recent sign-in would go through now."),
});
export type OwnSession = z.infer<typeof ownSession>;

export const getSession = operation({
  id: "getSession",
  method: "GET",
  path: "/api/session",
  role: "viewer",
  summary: "When this session ends; with the header x-castellan-activity it is kept from ending unused",
  answer: ownSession,
  duringEnrolment: true,
});

export const endOwnSession = operation({
  id: "endOwnSession",
  method: "DELETE",
  path: "/api/session",
  role: "viewer",
  summary: "Sign out; goes through even where the activity log cannot be written",
  status: 204,
  effect: "none",
  duringEnrolment: true,
});

export const confirmSessionInput = z.object({ password: currentPassword, code: secondFactorCode.optional() });
export type ConfirmSessionInput = z.infer<typeof confirmSessionInput>;

export const confirmSession = operation({
  id: "confirmSession",
  method: "POST",
  path: "/api/session/confirm",
  role: "viewer",
  effect: "proves-who-it-is",
  summary: "Prove again who one is, for what asks for a recent sign-in",
  body: confirmSessionInput,
  status: 204,
  duringEnrolment: true,
});

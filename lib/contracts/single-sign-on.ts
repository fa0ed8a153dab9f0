import { z } from "zod";

/** Why somebody whom the OpenID provider knows does not get in; the sign-in page has words for each. */
export const singleSignOnRefusals = [
  "no-email",
  "email-not-verified",
  "email-taken",
  "disabled",
  "invitation-gone",
  "invitation-for-another",
  "other-issuer",
  "not-recent",
  "unavailable",
] as const;
export const singleSignOnRefusal = z.enum(singleSignOnRefusals);
export type SingleSignOnRefusal = z.infer<typeof singleSignOnRefusal>;

/** Its id at next-auth, and so in the redirect URI: `<PUBLIC_URL>/api/auth/callback/oidc`. */
export const OIDC_PROVIDER = "oidc";

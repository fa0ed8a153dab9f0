import { z } from "zod";
import type { Role } from "./roles";

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

/** Which groups of the provider give which role. */
export type RoleMapping = readonly { readonly role: Role; readonly group: string }[];

/** Its id at next-auth, and so in the redirect URI: `<PUBLIC_URL>/api/auth/callback/oidc`. */
export const OIDC_PROVIDER = "oidc";

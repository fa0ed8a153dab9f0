import "server-only";
import type { Invitation } from "@/lib/contracts/invitations";
import { getRuntime } from "../runtime";

export interface SingleSignOnDescription {
  /** What people call the provider. */
  readonly name: string;
  readonly issuer: string;
  readonly redirectUri: string;
  readonly groupsClaim: string;
  readonly roleMapping: readonly { readonly role: string; readonly group: string }[];
}

/** The OpenID provider as pages may tell of it: without its secret. Undefined when none is configured. */
export async function describeSingleSignOn(): Promise<SingleSignOnDescription | undefined> {
  const { oidc, publicUrl } = (await getRuntime()).env;
  if (!oidc) return undefined;
  const { name, issuer, groupsClaim, roleMapping } = oidc;
  return { name, issuer, groupsClaim, roleMapping, redirectUri: `${publicUrl}/api/auth/callback/oidc` };
}

/** What an invitation that still works is for; the page behind its link opens without a session. */
export async function openInvitation(token: string | string[] | undefined): Promise<Invitation | undefined> {
  const { services } = await getRuntime();
  return typeof token === "string" ? services.invitations.findOpen(token) : undefined;
}

import "server-only";
import { cookies } from "next/headers";
import { insidePath } from "@/lib/contracts/inside-path";
import type { Actor } from "../actor";
import { getRuntime } from "../runtime";
import { CALLBACK_COOKIES } from "./next-auth-input";

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

/** What the provider of whoever is signed in through it is called, for when they must come back; null for passwords. */
export async function providerOf({ method }: Actor): Promise<string | null> {
  return method === "oidc" ? ((await getRuntime()).env.oidc?.name ?? null) : null;
}

/** Where somebody wanted to go who comes from the provider with a refusal: next-auth keeps that on the way. */
export async function destinationAfterRefusal(): Promise<string> {
  const [jar, { env }] = await Promise.all([cookies(), getRuntime()]);
  const kept = CALLBACK_COOKIES.map((name) => jar.get(name)?.value).find(Boolean);
  return insidePath(kept, env.publicUrl);
}

/** Whether calls to Qlik go to a stand-in, which every page must say. */
export async function qlikStandIn(): Promise<string | undefined> {
  const { qlikConnectTo } = (await getRuntime()).env;
  return qlikConnectTo && `${qlikConnectTo.host}:${qlikConnectTo.port}`;
}

import { signIn } from "next-auth/react";
import { OIDC_PROVIDER } from "@/lib/contracts/single-sign-on";

/**
 * Leaves for the OpenID provider, which sends people back to a path of this console. Never returns when it works;
 * throws when the console itself does not answer.
 */
export async function signInWithProvider(callbackUrl: string): Promise<void> {
  await leave(callbackUrl, {});
}

/** The same, and the provider asks anew who they are, whoever is signed in there, and says when it did. */
export async function signInAnewWithProvider(callbackUrl: string): Promise<void> {
  await leave(callbackUrl, { prompt: "login", max_age: "0" });
}

async function leave(callbackUrl: string, parameters: Record<string, string>): Promise<void> {
  await signIn(OIDC_PROVIDER, { callbackUrl }, parameters);
  // Stay pending until the other page is there.
  await new Promise(() => undefined);
}

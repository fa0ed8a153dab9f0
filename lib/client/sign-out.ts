import { paths } from "./paths";

/** Ends the session, and leads to the sign-in page. What does it is fetched only now: few sign out, and all load pages. */
export async function signOut(): Promise<void> {
  const nextAuth = await import("next-auth/react");
  await nextAuth.signOut({ callbackUrl: paths.signIn });
}

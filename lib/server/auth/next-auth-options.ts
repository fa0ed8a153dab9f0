import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signInInput } from "@/lib/contracts/people";
import { refusalText } from "@/lib/contracts/sign-in";
import { isAppError } from "../app-error";
import type { Log } from "../log";
import type { PasswordSignIn } from "./password-sign-in";
import type { RequestOrigin } from "./request-origin";
import type { Sessions } from "./sessions";

/** The cookie holds a session id and nothing else: who that is, and whether still, is read from the store. */
export function createNextAuthOptions({
  sessions,
  passwordSignIn,
  secret,
  sessionHours,
  origin,
  log,
}: {
  sessions: Sessions;
  passwordSignIn: PasswordSignIn;
  secret: string;
  /** The cookie goes when the session must have ended. */
  sessionHours: number;
  /** Of the request that is being answered. */
  origin: RequestOrigin;
  log: Log;
}): NextAuthOptions {
  return {
    secret,
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: sessionHours * 3600 },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
        async authorize(given) {
          const input = signInInput.safeParse(given);
          if (!input.success) return null;
          const signedIn = await passwordSignIn.signIn(input.data, origin).catch((failure: unknown) => {
            // Told in a word: next-auth would put the message of the failure itself into an address.
            if (!isAppError(failure))
              log.error({ err: failure }, "a sign-in failed in a way that nobody expected");
            throw new Error(refusalText("unavailable"));
          });
          if (signedIn.ok) return { id: signedIn.value };
          const { error } = signedIn;
          if (error.reason === "wrong_credentials") return null;
          // What is thrown here is all that next-auth tells the page.
          throw new Error(refusalText(error.reason, "retryAt" in error ? error.retryAt : undefined));
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sessionId: user ? user.id : token.sessionId }),
      // The browser learns who is signed in from the pages, not from next-auth.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => {
        if (url.startsWith("/") && !url.startsWith("//") && !url.includes("\\")) return `${baseUrl}${url}`;
        return URL.canParse(url) && new URL(url).origin === baseUrl ? url : baseUrl;
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionId === "string") await sessions.signOut(token.sessionId, origin.address);
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signInInput } from "@/lib/contracts/people";
import { ABSOLUTE_MS, type Sessions } from "./sessions";

/** The cookie holds a session id and nothing else: who that is, and whether still, is read from the store. */
export function createNextAuthOptions({
  sessions,
  secret,
}: {
  sessions: Sessions;
  secret: string;
}): NextAuthOptions {
  return {
    secret,
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: ABSOLUTE_MS / 1000 },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(given) {
          const input = signInInput.safeParse(given);
          if (!input.success) return null;
          const sessionId = await sessions.signIn(input.data);
          return sessionId ? { id: sessionId } : null;
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
        if (typeof token?.sessionId === "string") await sessions.signOut(token.sessionId);
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

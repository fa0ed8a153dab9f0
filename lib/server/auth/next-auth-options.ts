import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { insidePath } from "@/lib/contracts/inside-path";
import { signInInput } from "@/lib/contracts/people";
import { refusalText } from "@/lib/contracts/sign-in";
import { OIDC_PROVIDER } from "@/lib/contracts/single-sign-on";
import { isAppError } from "../app-error";
import type { Log } from "../log";
import { oidcProvider } from "./oidc-provider";
import type { PasswordSignIn } from "./password-sign-in";
import { readClaims } from "./provider-claims";
import type { RequestOrigin } from "./request-origin";
import type { Sessions } from "./sessions";
import type { ReturnFacts, SingleSignOn } from "./single-sign-on";

/** Single sign-on as one request needs it. */
export interface SingleSignOnOfRequest {
  readonly service: SingleSignOn;
  readonly facts: () => Promise<ReturnFacts>;
}

/** The cookie holds a session id and nothing else: who that is, and whether still, is read from the store. */
export function createNextAuthOptions({
  sessions,
  passwordSignIn,
  secret,
  sessionHours,
  origin,
  log,
  singleSignOn,
}: {
  sessions: Sessions;
  passwordSignIn: PasswordSignIn;
  secret: string;
  /** The cookie goes when the session must have ended. */
  sessionHours: number;
  /** Of the request that is being answered. */
  origin: RequestOrigin;
  log: Log;
  singleSignOn?: SingleSignOnOfRequest | undefined;
}): NextAuthOptions {
  /** The id of a new session, or the page that says why there is none. */
  const cameBack = async ({ service, facts }: SingleSignOnOfRequest, profile: unknown) => {
    try {
      const outcome = await service.signIn(readClaims(profile, service.settings), await facts());
      return outcome.ok ? { sessionId: outcome.value } : { page: `/sign-in?error=${outcome.error}` };
    } catch (failure) {
      log.error({ err: failure }, "single sign-on failed");
      return { page: "/sign-in?error=unavailable" };
    }
  };

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
      ...(singleSignOn ? [oidcProvider(singleSignOn.service.settings)] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== OIDC_PROVIDER) return true;
        if (!singleSignOn) return false;
        const { sessionId, page } = await cameBack(singleSignOn, profile);
        if (page !== undefined) return page;
        // next-auth hands this very object on to `jwt`, as it does with what `authorize` returns.
        user.id = sessionId;
        return true;
      },
      jwt: ({ token, user }) => ({ sessionId: user ? user.id : token.sessionId }),
      // The browser learns who is signed in from the pages, not from next-auth.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => new URL(insidePath(url, baseUrl), baseUrl).href,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionId === "string") await sessions.signOut(token.sessionId, origin.address);
      },
    },
    logger: { error: tellOf(log), warn: ignore, debug: ignore },
  };
}

const ignore = () => undefined;

/** Why the provider could not be used is for the log: the page says only that it could not. */
const tellOf = (log: Log) => (code: string, metadata: unknown) => {
  const failure = metadata instanceof Error ? metadata : memberError(metadata);
  // What a browser posts to next-auth's own `_log` comes as plain data.
  if (/OAUTH|AUTHORIZATION/.test(code) && failure)
    log.warn({ code, reason: failure.message.slice(0, 500) }, "single sign-on could not be used");
};

const memberError = (metadata: unknown): Error | undefined =>
  typeof metadata === "object" && metadata !== null && "error" in metadata && metadata.error instanceof Error
    ? metadata.error
    : undefined;

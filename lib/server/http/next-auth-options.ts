import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { insidePath } from "@/lib/contracts/inside-path";
import { type SignInInput, signInInput } from "@/lib/contracts/people";
import { refusalText } from "@/lib/contracts/sign-in";
import { OIDC_PROVIDER } from "@/lib/contracts/single-sign-on";
import type { OidcSettings } from "@/lib/env";
import type { Actor, RequestOrigin } from "../actor";
import { isAppError } from "../app-error";
import type { Log } from "../log";
import type { PasswordSignIn, SignedIn } from "../services/sign-in/password-sign-in";
import { readClaims } from "../services/sign-in/provider-claims";
import type { ReturnFacts, SingleSignOn } from "../services/sign-in/single-sign-on";
import { oidcProvider } from "./oidc-provider";
import { sealed } from "./session-cookie";

/** Single sign-on as one request needs it. */
export interface SingleSignOnOfRequest {
  readonly service: SingleSignOn;
  readonly settings: OidcSettings;
  readonly facts: () => Promise<ReturnFacts>;
}

/** The browser of the request that is being answered. */
export interface Browser {
  readonly origin: RequestOrigin;
  /** Who is signed in in it already. */
  readonly current: () => Promise<Actor | undefined>;
  readonly deviceToken: (name: string) => string | undefined;
  /** After a sign-in with a password: what it is to keep as a known device. */
  readonly onSignedIn: (signedIn: SignedIn) => void;
}

/** The cookie holds a session's token and nothing else: who that is, and whether still, is read from the store. */
export function createNextAuthOptions({
  passwordSignIn,
  secret,
  sessionHours,
  browser,
  log,
  singleSignOn,
}: {
  passwordSignIn: PasswordSignIn;
  secret: string;
  /** The cookie goes when the session must have ended. */
  sessionHours: number;
  browser: Browser;
  log: Log;
  singleSignOn?: SingleSignOnOfRequest | undefined;
}): NextAuthOptions {
  const signIn = async (input: SignInInput) => {
    const { origin, deviceToken } = browser;
    const sessionId = (await browser.current())?.sessionId;
    return passwordSignIn.signIn(input, origin, { sessionId, deviceToken });
  };

  /** The token of a new session, or the page that says why there is none. */
  const cameBack = async ({ service, settings, facts }: SingleSignOnOfRequest, profile: unknown) => {
    try {
      const outcome = await service.signIn(readClaims(profile, settings), await facts());
      return outcome.ok ? { sessionToken: outcome.value } : { page: `/sign-in?error=${outcome.error}` };
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
          const signedIn = await signIn(input.data).catch((failure: unknown) => {
            // Told in a word: next-auth would put the message of the failure itself into an address.
            if (!isAppError(failure))
              log.error({ err: failure }, "a sign-in failed in a way that nobody expected");
            throw new Error(refusalText("unavailable"));
          });
          if (signedIn.ok) {
            browser.onSignedIn(signedIn.value);
            return { id: signedIn.value.sessionToken };
          }
          const { error } = signedIn;
          if (error.reason === "wrong_credentials") return null;
          // What is thrown here is all that next-auth tells the page.
          throw new Error(refusalText(error.reason, "retryAt" in error ? error.retryAt : undefined));
        },
      }),
      ...(singleSignOn ? [oidcProvider(singleSignOn.settings)] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== OIDC_PROVIDER) return true;
        if (!singleSignOn) return false;
        const { sessionToken, page } = await cameBack(singleSignOn, profile);
        if (page !== undefined) return page;
        // next-auth hands this very object on to `jwt`, as it does with what `authorize` returns.
        user.id = sessionToken;
        return true;
      },
      jwt: ({ user }) => sealed(user?.id),
      redirect: ({ url, baseUrl }) => new URL(insidePath(url, baseUrl), baseUrl).href,
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

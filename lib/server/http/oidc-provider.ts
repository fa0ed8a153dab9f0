import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { OIDC_PROVIDER } from "@/lib/contracts/single-sign-on";
import type { OidcSettings } from "@/lib/env";

const ANSWERS_WITHIN_MS = 10_000;
/**
 * Whoever asks for a `max_age` is told `auth_time` (OpenID Connect Core 1.0, 2 and 3.1.2.1), and without it nobody knows
 * whether a sign-in was recent. A year sends nobody to the provider's password who would not be sent there anyway.
 */
const TELLS_WHEN_SECONDS = 365 * 24 * 3600;

/** What next-auth hands on of somebody who comes back from the provider. */
type Claims = Record<string, unknown> & { readonly sub: string };

/**
 * Any OpenID provider, found by its discovery document. Many put groups and e-mail only into what their userinfo
 * endpoint answers, others only into the id token: both are read, and what is signed wins.
 */
export function oidcProvider({
  issuer,
  clientId,
  clientSecret,
  name,
  scopes,
}: OidcSettings): OAuthConfig<Claims> {
  return {
    id: OIDC_PROVIDER,
    type: "oauth",
    name,
    issuer,
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: scopes, max_age: TELLS_WHEN_SECONDS } },
    httpOptions: { timeout: ANSWERS_WITHIN_MS },
    userinfo: {
      async request({ client, tokens }) {
        // next-auth has verified it before it asks for this.
        const signed = payloadOf(tokens.id_token ?? "");
        if (!client.issuer.metadata.userinfo_endpoint) return signed;
        const told = await client.userinfo(tokens.access_token ?? "");
        if (told.sub !== signed.sub) throw new Error("The userinfo endpoint answered for somebody else.");
        return { ...told, ...signed };
      },
    },
    profile: ({ sub }) => ({ id: sub }),
  };
}

const payloadOf = (idToken: string): Claims =>
  JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;

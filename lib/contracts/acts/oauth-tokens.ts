import type { DeclaredAct } from "./declared-act";

export const oauthTokensActs = {
  "oauth-tokens.sync": { words: "Read the tokens of tenants", on: ["tenant"] },
  "oauth-token.revoke": { words: "Revoked a token", on: ["oauth-token"] },
} as const satisfies Record<string, DeclaredAct>;

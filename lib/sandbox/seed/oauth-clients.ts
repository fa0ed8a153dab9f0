import type { OAuthClient } from "../model";
import { createRandom } from "./random";

/** Client id of 32 and secret of 64 hex digits, which the key alone decides. */
export function createOAuthClient(
  name: string,
  scopes: readonly string[],
  ...key: readonly (string | number)[]
): OAuthClient {
  const random = createRandom("oauth-client", ...key);
  return { clientId: random.hex(32), clientSecret: random.hex(64), name, scopes };
}

import "server-only";
import type { OAuthToken } from "../../qlik/resources/oauth-tokens";
import type { Connection } from "../connections";

/**
 * Tells the tokens of the console's own client. Qlik's examples name a token's client, its schema does not
 * (FACTS.md section 6): where it is missing, the user that the console acts as decides.
 */
export async function createOwnTokens(
  connection: Connection,
  tokens: readonly OAuthToken[],
): Promise<(token: OAuthToken) => boolean> {
  const unnamed = tokens.some(({ clientId }) => clientId === undefined);
  const ownUserId = unnamed ? connection.unwrap(await connection.api.users.me()).id : undefined;
  return ({ clientId, userId }) =>
    clientId === undefined ? userId === ownUserId : clientId === connection.clientId;
}

import "server-only";
import type { Connection } from "../connections";

interface Held {
  readonly userId: string;
  readonly clientId?: string | undefined;
}

/**
 * Tells the tokens of the console's own client. Qlik's examples name a token's client, its schema does not
 * (FACTS.md section 6): where it is missing, the user that the console acts as decides.
 */
export async function createOwnTokens(
  connection: Connection,
  tokens: readonly Held[],
): Promise<(token: Held) => boolean> {
  const unnamed = tokens.some(({ clientId }) => clientId === undefined);
  const ownUserId = unnamed ? connection.unwrap(await connection.api.users.me()).id : undefined;
  return ({ clientId, userId }) =>
    clientId === undefined ? userId === ownUserId : clientId === connection.clientId;
}

import "server-only";
import { createUsers } from "../../qlik/resources/users";
import type { TenantConnection } from "../connections/connections";

interface Held {
  readonly userId: string;
  readonly clientId?: string | undefined;
}

/**
 * Tells the tokens of the console's own client. Qlik's examples name a token's client, its schema does not
 * (FACTS.md section 6): where it is missing, the user that the console acts as decides.
 */
export async function createOwnTokens(
  connection: TenantConnection,
  tokens: readonly Held[],
): Promise<(token: Held) => boolean> {
  const unnamed = tokens.some(({ clientId }) => clientId === undefined);
  const ownUserId = unnamed ? connection.unwrap(await connection.api.of(createUsers).me()).id : undefined;
  return ({ clientId, userId }) =>
    clientId === undefined ? userId === ownUserId : clientId === connection.clientId;
}

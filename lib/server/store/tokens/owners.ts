import "server-only";
import { z } from "zod";
import type { TokenOwner } from "@/lib/contracts/token-owner";
import type { Database } from "../database";
import { readJson } from "../rows/stored-json";

/** A token, and what Qlik itself has said of it where it was asked. */
export interface TokenInQuestion {
  readonly tokenId: string;
  readonly userId?: string;
  readonly userName?: string;
  readonly userEmail?: string;
  readonly clientId?: string | null;
}

/** Whose tokens are, as far as the console knows it: what Qlik said when it was asked, then what the inventory keeps. */
export function createTokenOwnerStore(db: Database) {
  return {
    /** In the order of the tokens, which are all of one tenant; at most a few hundred at a time. */
    async of(tenantId: string, tokens: readonly TokenInQuestion[]): Promise<TokenOwner[]> {
      const [tenant, kept] = await Promise.all([
        db.tenant.findUnique({ where: { id: tenantId }, select: { hostnames: true } }),
        db.oAuthToken.findMany({
          where: { tenantId, tokenId: { in: tokens.map(({ tokenId }) => tokenId) } },
          select: { tokenId: true, clientId: true, clientName: true, user: { select: { userId: true } } },
        }),
      ]);
      const host = readJson(z.array(z.string()), tenant?.hostnames ?? null)?.[0] ?? null;
      const keptById = new Map(kept.map((token) => [token.tokenId, token]));
      const userIdOf = ({ tokenId, userId }: TokenInQuestion) =>
        userId || keptById.get(tokenId)?.user.userId || undefined;
      const users = await db.tenantUser.findMany({
        where: { tenantId, userId: { in: [...new Set(tokens.flatMap((token) => userIdOf(token) ?? []))] } },
        select: { userId: true, name: true, email: true, subject: true },
      });
      const userById = new Map(users.map((user) => [user.userId, user]));
      return tokens.map((token) => {
        const userId = userIdOf(token);
        const user = userId === undefined ? undefined : userById.get(userId);
        const found = keptById.get(token.tokenId);
        const clientId = token.clientId ?? found?.clientId ?? undefined;
        return {
          user:
            userId === undefined
              ? null
              : {
                  id: userId,
                  name: token.userName || user?.name || null,
                  email: token.userEmail || user?.email || user?.subject || null,
                },
          client:
            clientId === undefined
              ? null
              : { id: clientId, name: (clientId === found?.clientId && found.clientName) || null },
          host,
        };
      });
    },
  };
}

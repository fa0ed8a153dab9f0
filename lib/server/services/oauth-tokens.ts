import "server-only";
import type { z } from "zod";
import type { OAuthToken, oauthTokenList, RevocationOutcome } from "@/lib/contracts/oauth-tokens";
import type { Actor } from "../actor";
import { appError } from "../app-error";
import type { AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import type { OAuthToken as QlikOAuthToken } from "../qlik/resources/oauth-tokens";
import { endOf } from "./audited-checks";
import type { Connection, Connections } from "./connections";

export interface OAuthTokensQuery {
  readonly userId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface OAuthTokenService {
  /** Asks Qlik itself, a page at a time; of one user when named. */
  list(
    actor: Actor,
    tenantId: string,
    query: OAuthTokensQuery,
    signal?: AbortSignal,
  ): Promise<z.infer<typeof oauthTokenList>>;
  /** Returns once Qlik has answered; a token that Qlik no longer knows is a success of its own. */
  revoke(actor: Actor, tenantId: string, tokenId: string): Promise<RevocationOutcome>;
}

export interface OAuthTokenDependencies {
  readonly connections: Connections;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export function createOAuthTokenService({
  connections,
  audit,
  clock,
}: OAuthTokenDependencies): OAuthTokenService {
  return {
    async list(actor, tenantId, { userId, limit, cursor }, signal) {
      const connection = await connections.open(actor, "viewer", tenantId);
      const page = await connection.unwrap(
        await connection.api.oauthTokens.list({ userId, limit, cursor, signal }),
      );
      return {
        data: page.data.map((row) => toOAuthToken(row, connection)),
        total: null,
        ...(page.next === null ? {} : { nextCursor: page.next }),
        asOf: clock().toISOString(),
      };
    },
    async revoke(actor, tenantId, tokenId) {
      const connection = await connections.open(actor, "operator", tenantId);
      const tenant = { id: connection.tenant.id, name: connection.tenant.name };
      const intent = await audit.intend(actor, {
        action: "oauth-token.revoke",
        object: { type: "oauth-token", id: tokenId, name: tokenId },
        tenant,
      });
      try {
        await proveTenant(connection);
        const outcome = await connection.unwrap(await connection.api.oauthTokens.revoke(tokenId));
        await intent.end({ outcome: outcome === "revoked" ? "succeeded" : "already-gone" });
        return outcome;
      } catch (failure) {
        await intent.end(endOf(failure));
        throw failure;
      }
    },
  };
}

/** Before anything is changed: the tenant behind the host must be the one that is meant. */
async function proveTenant(connection: Connection): Promise<void> {
  const { id } = await connection.unwrap(await connection.api.tenants.me());
  if (id === connection.tenantId) return;
  throw appError(
    "upstream_failed",
    `Another tenant answers at the stored hostname: ${id}. Nothing was revoked.`,
    {
      advice:
        "Check the credential again, and connect the tenant by the first of its hostnames, which never changes.",
    },
  );
}

function toOAuthToken(row: QlikOAuthToken, connection: Connection): OAuthToken {
  return {
    id: row.id,
    tenantId: row.tenantId ?? connection.tenantId,
    userId: row.userId,
    clientId: row.clientId ?? null,
    description: row.description ?? null,
    deviceType: row.deviceType ?? null,
    lastUsed: row.lastUsed ?? null,
    consoleOwn: row.clientId === connection.clientId,
  };
}

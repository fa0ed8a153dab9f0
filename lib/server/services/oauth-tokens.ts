import "server-only";
import type { z } from "zod";
import type { OAuthToken, oauthTokenList, RevocationOutcome } from "@/lib/contracts/oauth-tokens";
import { type Actor, requireRole } from "../actor";
import type { ActEnd } from "../audit/act";
import type { AuditLog } from "../audit/audit-log";
import { endOf } from "../audit/perform";
import type { Clock } from "../clock";
import type { Log } from "../log";
import type { QlikError } from "../qlik/errors";
import { createOAuthTokens, type OAuthToken as QlikOAuthToken } from "../qlik/resources/oauth-tokens";
import { err, type Result } from "../result";
import type { Store } from "../store/store";
import type { Connections, TenantConnection } from "./connections/connections";
import { upstreamProblem } from "./connections/qlik-problems";
import { type Done, revokeOne } from "./revocations/one-token";
import { requireStepUpPastSome } from "./sessions/single-acts";
import { noteRevoked } from "./token-inventory/note-revoked";

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
  /**
   * Returns once it is known that the token is gone; one that Qlik no longer knew is a success of its own. Where Qlik's
   * answer does not tell, its list is looked at.
   * Throws `sign_in_again` when one session revokes many singly.
   */
  revoke(actor: Actor, tenantId: string, tokenId: string, reason?: string): Promise<RevocationOutcome>;
}

export interface OAuthTokenDependencies {
  readonly store: Store;
  readonly connections: Connections;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
}

export function createOAuthTokenService({
  store,
  connections,
  audit,
  clock,
  log,
}: OAuthTokenDependencies): OAuthTokenService {
  return {
    async list(actor, tenantId, { userId, limit, cursor }, signal) {
      const connection = await connections.open(actor, "viewer", { tenantId });
      const page = connection.unwrap(
        await connection.api.of(createOAuthTokens).list({ userId, limit, cursor, signal }),
      );
      return {
        data: page.data.map((row) => toOAuthToken(row, connection)),
        total: null,
        ...(page.next === null ? {} : { nextCursor: page.next }),
        asOf: clock().toISOString(),
      };
    },
    async revoke(actor, tenantId, tokenId, reason) {
      requireRole(actor, "operator");
      await requireStepUpPastSome(actor, store, clock);
      const connection = await connections.open(actor, "operator", { tenantId });
      const tenant = { id: connection.tenant.id, name: connection.tenant.name };
      const [owner] = await store.tokenOwners.of(tenantId, [{ tokenId }]);
      const object = { type: "oauth-token", id: tokenId, name: tokenId } as const;
      const act = { action: "oauth-token.revoke", object, tenant, reason, owner } as const;
      const told = await audit.perform<Result<Done, QlikError>>(actor, act, async ({ ended }) => {
        await connection.prove();
        const done = await revokeOne(connection, tokenId, store);
        if (done.ok) return ended(doneAs(done.value), done);
        const { error, outcome } = done.error;
        return ended({ ...endOf(upstreamProblem(error)), outcome }, err(error));
      });
      const { outcome } = connection.unwrap(told);
      const at = clock();
      await store
        .transaction((entities) => noteRevoked(entities, tenantId, [{ tokenId, outcome }], { at }))
        // The next sync finds out.
        .catch((error: unknown) => log.error({ err: error, tenantId }, "the inventory was not corrected"));
      return outcome;
    },
  };
}

const doneAs = ({ outcome, detail, qlik }: Done): ActEnd => ({
  outcome: outcome === "revoked" ? "succeeded" : "already-gone",
  detail,
  qlik,
});

function toOAuthToken(row: QlikOAuthToken, connection: TenantConnection): OAuthToken {
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

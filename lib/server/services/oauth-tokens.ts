import "server-only";
import type { z } from "zod";
import type { AuditOutcome } from "@/lib/contracts/audit-events";
import type { OAuthToken, oauthTokenList, RevocationOutcome } from "@/lib/contracts/oauth-tokens";
import { type Actor, requireRole } from "../actor";
import type { ActEnd, AuditLog } from "../audit/audit-log";
import type { Clock } from "../clock";
import type { Log } from "../log";
import type { QlikError, QlikErrorKind } from "../qlik/errors";
import type { OAuthToken as QlikOAuthToken } from "../qlik/resources/oauth-tokens";
import type { Result } from "../result";
import { requireStepUpPastSome } from "../step-up";
import type { Store } from "../store/store";
import { endOf } from "./audited-checks";
import type { Connection, Connections } from "./connections";
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
   * Returns once Qlik has answered; a token that Qlik no longer knows is a success of its own. Throws `sign_in_again` when
   * one session revokes many singly.
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
    async revoke(actor, tenantId, tokenId, reason) {
      requireRole(actor, "operator");
      await requireStepUpPastSome(actor, store, clock);
      const connection = await connections.open(actor, "operator", tenantId);
      const tenant = { id: connection.tenant.id, name: connection.tenant.name };
      const intent = await audit.intend(actor, {
        action: "oauth-token.revoke",
        object: { type: "oauth-token", id: tokenId, name: tokenId },
        tenant,
        reason,
      });
      let sent: Result<RevocationOutcome, QlikError> | undefined;
      let outcome: RevocationOutcome;
      try {
        await connection.prove();
        sent = await connection.api.oauthTokens.revoke(tokenId);
        outcome = await connection.unwrap(sent);
      } catch (failure) {
        await intent.end(sent?.ok ? doneAs(sent.value) : { ...endOf(failure), outcome: outcomeOf(sent) });
        throw failure;
      }
      // Outside of the try: when it cannot be written, nothing may say that the revocation failed.
      await intent.end(doneAs(outcome));
      const at = clock();
      await store
        .transaction((entities) => noteRevoked(entities, tenantId, [{ tokenId, outcome }], { at }))
        // The next sync finds out.
        .catch((error: unknown) => log.error({ err: error, tenantId }, "the inventory was not corrected"));
      return outcome;
    },
  };
}

/** Failures after which nobody knows whether Qlik did it. */
const UNDECIDED: readonly QlikErrorKind[] = [
  "timed-out",
  "unavailable",
  "not-json",
  "unexpected-answer",
  "too-large",
];

const doneAs = (outcome: RevocationOutcome): ActEnd => ({
  outcome: outcome === "revoked" ? "succeeded" : "already-gone",
});

const outcomeOf = (sent: Result<RevocationOutcome, QlikError> | undefined): AuditOutcome =>
  sent && !sent.ok && UNDECIDED.includes(sent.error.kind) ? "unknown" : "failed";

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

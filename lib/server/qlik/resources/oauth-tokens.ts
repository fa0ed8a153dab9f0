import "server-only";
import type { QlikError, Said } from "@/lib/server/qlik/errors";
import type { RequestsAt } from "@/lib/server/qlik/levels";
import { rowOf, textIn, withKnown } from "@/lib/server/qlik/members";
import { type Page, pageOf, pageSize, pages, requestPage } from "@/lib/server/qlik/paging";
import { ok, type Result } from "@/lib/server/result";

/** An OAuth token that Qlik calls active; it tells neither creation, expiry nor scopes (FACTS.md section 6). */
export interface OAuthToken {
  readonly id: string;
  readonly tenantId?: string;
  /** Empty when Qlik does not say whose it is; the token can be revoked all the same. */
  readonly userId: string;
  readonly clientId?: string;
  readonly description?: string;
  readonly deviceType?: string;
  /** Absent when never used, or when Qlik does not know. */
  readonly lastUsed?: string;
}

export interface OAuthTokensQuestion {
  /** Left out: everybody's, as far as the credential may see them. */
  readonly userId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OAuthTokens {
  list(
    question?: OAuthTokensQuestion & {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    },
  ): Promise<Result<Page<OAuthToken>, QlikError>>;
  pages(question?: OAuthTokensQuestion): AsyncGenerator<Result<Page<OAuthToken>, QlikError>, void, undefined>;
  /** Ends one token for good. A token that Qlik does not know any more is a success too. */
  revoke(tokenId: string, signal?: AbortSignal): Promise<Result<Revoked, QlikError>>;
}

export interface Revoked {
  /** `found-gone`: its answer was lost, and the next attempt found no such token any more. */
  readonly outcome: "revoked" | "found-gone" | "already-gone";
  /** The answer that shows it. */
  readonly said: Said;
}

const oauthToken = rowOf<OAuthToken>((id, row) =>
  withKnown(
    { id, userId: textIn(row.userId) ?? "" },
    {
      tenantId: textIn(row.tenantId),
      clientId: textIn(row.clientId),
      description: textIn(row.description),
      deviceType: textIn(row.deviceType),
      lastUsed: textIn(row.lastUsed),
    },
  ),
);

const PATH = ["api", "v1", "oauth-tokens"];
const PAGE = pageOf(oauthToken);

export function createOAuthTokens(requests: RequestsAt<"tenant">): OAuthTokens {
  const list: OAuthTokens["list"] = ({ userId, limit, cursor, signal } = {}) =>
    requestPage(requests, {
      path: PATH,
      schema: PAGE,
      parameters: { limit: pageSize(limit), userId },
      cursor,
      signal,
    });

  return {
    list,
    pages: (question = {}) => pages(requests.host, (cursor) => list({ ...question, cursor })),
    async revoke(tokenId, signal) {
      const answer = await requests.delete({ path: [...PATH, { id: tokenId }], signal });
      if (answer.ok) return ok({ outcome: "revoked", said: answer.value });
      if (answer.error.kind !== "not-found") return answer;
      const { mayHaveArrivedBefore } = answer.error;
      return ok({ outcome: mayHaveArrivedBefore ? "found-gone" : "already-gone", said: answer.error });
    },
  };
}

import "server-only";
import type { AuditOutcome } from "@/lib/contracts/audit-events";
import type { RevocationOutcome } from "@/lib/contracts/oauth-tokens";
import type { QlikAnswer } from "@/lib/contracts/qlik-answers";
import { mayHaveHappened, type QlikError } from "../../qlik/errors";
import { createOAuthTokens } from "../../qlik/resources/oauth-tokens";
import { err, ok, type Result } from "../../result";
import type { Store } from "../../store/store";
import type { TenantConnection } from "../connections/connections";
import { toQlikAnswer } from "../connections/qlik-problems";
import { doubtWords } from "./doubt-words";
import { readListedTokens, type TokenListQuestion, whereaboutsOf } from "./listed-tokens";

/** A tenant with more pages than these is not searched for one token. */
const MOST_PAGES = 200;

export interface Done {
  readonly outcome: RevocationOutcome;
  /** How it is known, where Qlik's own answer did not say it. */
  readonly detail?: string;
  /** What Qlik answered, where that shows it. */
  readonly qlik?: QlikAnswer;
}

export interface NotDone {
  readonly outcome: Extract<AuditOutcome, "failed" | "unknown">;
  readonly error: QlikError;
}

/** Revokes one token; where Qlik's answer does not say whether it was done, Qlik's list is looked at. */
export async function revokeOne(
  { tenantId, api }: Pick<TenantConnection, "tenantId" | "api">,
  tokenId: string,
  store: Pick<Store, "tokenListings">,
): Promise<Result<Done, NotDone>> {
  const oauthTokens = api.of(createOAuthTokens);
  const sent = await oauthTokens.revoke(tokenId);
  if (sent.ok) {
    const { outcome, said } = sent.value;
    const qlik = toQlikAnswer(said);
    return ok(
      outcome === "found-gone"
        ? { outcome: "revoked", detail: doubtWords.foundGone, qlik }
        : { outcome, qlik },
    );
  }
  const { error } = sent;
  if (!mayHaveHappened(error)) return err({ outcome: "failed", error });
  const listed = await readListedTokens(oauthTokens, await listQuestionAbout(tenantId, tokenId, store));
  const saying = (words: string) => ({ ...error, message: `${error.message} ${words}` });
  switch (whereaboutsOf(tokenId, listed)) {
    case "gone":
      return ok({ outcome: "revoked", detail: saying(doubtWords.gone).message });
    case "listed":
      return err({ outcome: "failed", error: saying(doubtWords.listed) });
    case "unknown":
      return err({
        outcome: "unknown",
        error: saying(`${listed.doubt?.message ?? ""} ${doubtWords.notKnown}`),
      });
  }
}

/** Where to look for one token: among its user's when the inventory knows whose it is, among all otherwise. */
export async function listQuestionAbout(
  tenantId: string,
  tokenId: string,
  { tokenListings }: Pick<Store, "tokenListings">,
): Promise<TokenListQuestion> {
  const userId = await tokenListings.holderOf(tenantId, tokenId);
  const listed = await tokenListings.someListed(tenantId, userId);
  return { userId, expected: new Set(listed.filter((id) => id !== tokenId)), mostPages: MOST_PAGES };
}

import "server-only";
import type { QlikError } from "../../qlik/errors";
import type { Page } from "../../qlik/paging";
import type { OAuthToken, OAuthTokens } from "../../qlik/resources/oauth-tokens";
import type { Result } from "../../result";

/** Which of Qlik's lists is read, and what is known of it beforehand. */
export interface TokenListQuestion {
  /** Of one user; of all when left out. */
  readonly userId?: string | undefined;
  /** Tokens that should be in it, as far as is known: a list without any of them is not believed. */
  readonly expected: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
  /** After so many pages it is given up. */
  readonly mostPages?: number | undefined;
}

/** What Qlik lists now. */
export interface ListedTokens {
  readonly ids: ReadonlySet<string>;
  /** Why a token that is not among them need not be gone; undefined when it is. */
  readonly doubt: Doubt | undefined;
}

export interface Doubt {
  readonly message: string;
  /** What Qlik said, when it answered with an error. */
  readonly error?: QlikError;
  /** The list was odd, and another reading may not be. */
  readonly passes?: true;
}

/** What a list says of one token. */
export type Whereabouts = "listed" | "gone" | "unknown";

export const whereaboutsOf = (tokenId: string, { ids, doubt }: ListedTokens): Whereabouts =>
  ids.has(tokenId) ? "listed" : doubt ? "unknown" : "gone";

/**
 * Reads from Qlik which tokens there are, to conclude from it that others are gone. A list that may have been cut
 * short is read once more; when it still may, absence from it means nothing.
 */
export async function readListedTokens(
  oauthTokens: OAuthTokens,
  question: TokenListQuestion,
): Promise<ListedTokens> {
  const first = await readOnce(oauthTokens, question);
  if (!first.doubt?.passes) return first;
  const second = await readOnce(oauthTokens, question);
  return { ids: new Set([...first.ids, ...second.ids]), doubt: second.doubt };
}

async function readOnce(
  oauthTokens: OAuthTokens,
  { userId, expected, signal, mostPages = Number.POSITIVE_INFINITY }: TokenListQuestion,
): Promise<ListedTokens> {
  const ids = new Set<string>();
  let last: Result<Page<OAuthToken>, QlikError> | undefined;
  let read = 0;
  for await (const page of oauthTokens.pages({ userId, signal })) {
    last = page;
    if (page.ok) for (const { id } of page.value.data) ids.add(id);
    read += 1;
    if (read >= mostPages) break;
  }
  return { ids, doubt: doubtOf(last, ids, expected) };
}

function doubtOf(
  last: Result<Page<OAuthToken>, QlikError> | undefined,
  ids: ReadonlySet<string>,
  expected: ReadonlySet<string>,
): Doubt | undefined {
  if (!last) return { message: "Qlik's list was not read." };
  if (!last.ok) {
    const doubt = { message: `${last.error.message} ${last.error.advice}`, error: last.error };
    return last.error.kind === "short-list" ? { ...doubt, passes: true } : doubt;
  }
  if (last.value.next !== null) return { message: "The tenant has too many tokens to read them all." };
  if (expected.size > 0 && [...expected].every((id) => !ids.has(id)))
    return { message: "Qlik's list lacks tokens that nobody has revoked.", passes: true };
  return undefined;
}

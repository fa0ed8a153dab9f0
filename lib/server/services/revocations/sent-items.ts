import "server-only";
import { meaningOf, type QlikError } from "../../qlik/errors";
import { createOAuthTokens, type OAuthTokens } from "../../qlik/resources/oauth-tokens";
import { err, ok } from "../../result";
import type { ItemEnd, StoredRevocationItem } from "../../store/revocations/items";
import type { TenantConnection } from "../connections/connections";
import { toQlikAnswer } from "../connections/qlik-problems";
import { type EndedItem, endIntent, noteEnded, revocationAct } from "./audited-items";
import { doubtWords } from "./doubt-words";
import { type ListedTokens, readListedTokens, whereaboutsOf } from "./listed-tokens";
import { askPatiently, type Patience } from "./patience";
import type { RunDependencies, TenantRun } from "./run-dependencies";

/** Beyond so many people of one tenant, reading all tokens takes fewer requests than reading each person's. */
const PERSON_BY_PERSON = 10;

/** A token whose revocation was sent, and what came back when that does not tell whether it was done. */
export interface UndecidedItem {
  readonly item: StoredRevocationItem;
  readonly error?: QlikError;
}

/** What is known before Qlik is asked what became of tokens. */
export interface Inquiry extends Patience {
  /** Tokens that should be listed beside those asked about; of one user when named. */
  expected(userId: string | undefined): Promise<ReadonlySet<string>>;
  readonly signal: AbortSignal;
}

/**
 * Of tokens whose revocation was sent and nobody knows whether it was done: asks Qlik whether it still lists them.
 * Those that are gone are revoked, those that are there are to be sent again; where Qlik does not answer, or its list
 * may be cut short, it is unknown. What nobody can ask now, as the console stops or the credential is refused, has no
 * end: who goes on with the revocation later asks again.
 */
export async function askWhatBecame(
  { api }: TenantConnection,
  undecided: readonly UndecidedItem[],
  inquiry: Inquiry,
): Promise<Map<number, ItemEnd>> {
  const ends = new Map<number, ItemEnd>();
  const people = new Set(undecided.map(({ item }) => item.userId));
  const questions = people.size > PERSON_BY_PERSON || people.has("") ? [undefined] : [...people];
  const oauthTokens = api.of(createOAuthTokens);
  let silent: ListedTokens | undefined;
  for (const userId of undecided.length === 0 ? [] : questions) {
    const listed: ListedTokens = silent ?? (await readPatiently(oauthTokens, userId, inquiry));
    // Who has not answered several times is not asked about the others as well.
    if (listed.doubt?.error) silent = listed;
    if (isForLater(listed, inquiry)) return ends;
    for (const one of undecided)
      if (userId === undefined || one.item.userId === userId)
        ends.set(one.item.position, endOf(one, listed, inquiry.clock()));
  }
  return ends;
}

const isForLater = ({ doubt }: ListedTokens, { signal }: Inquiry): boolean =>
  signal.aborted || (doubt?.error !== undefined && meaningOf(doubt.error).concerns === "credential");

async function readPatiently(
  oauthTokens: OAuthTokens,
  userId: string | undefined,
  inquiry: Inquiry,
): Promise<ListedTokens> {
  const expected = await inquiry.expected(userId);
  let listed: ListedTokens = { ids: new Set(), doubt: undefined };
  await askPatiently(async () => {
    listed = await readListedTokens(oauthTokens, { userId, expected, signal: inquiry.signal });
    return listed.doubt?.error ? err(listed.doubt.error) : ok(listed);
  }, inquiry);
  return listed;
}

function endOf({ item, error }: UndecidedItem, listed: ListedTokens, at: Date): ItemEnd {
  const what = error?.message ?? doubtWords.lost;
  const qlik = error && toQlikAnswer(error);
  const where = whereaboutsOf(item.tokenId, listed);
  if (where === "gone")
    return { state: "revoked", message: `${what} ${doubtWords.gone}`, answerLost: true, endedAt: at };
  if (where === "listed")
    return {
      state: "pending",
      cause: "not-carried-out",
      message: `${what} ${doubtWords.listed} It is sent again.`,
      qlik,
      answerLost: true,
      endedAt: null,
    };
  const doubt = listed.doubt;
  return {
    state: "unknown",
    cause: doubt?.error?.kind ?? "list-in-doubt",
    message: `${what} ${doubt?.message ?? ""} ${doubtWords.notKnown}`,
    qlik: doubt?.error ? toQlikAnswer(doubt.error) : qlik,
    answerLost: true,
    endedAt: at,
  };
}

/**
 * What should be listed beside some tokens of a revocation: what it has frozen and nobody has revoked, and what the
 * inventory keeps. Of those just asked for, only what Qlik has refused to revoke.
 */
export const expectedBeside =
  (
    { revocationId, tenant }: Pick<TenantRun, "revocationId" | "tenant">,
    just: Readonly<Record<"asked" | "refused", readonly StoredRevocationItem[]>>,
    { store }: Pick<RunDependencies, "store">,
  ): Inquiry["expected"] =>
  async (userId) => {
    const [frozen, kept] = await Promise.all([
      store.revocationItems.unrevoked(revocationId, tenant.tenantId, userId),
      store.tokenListings.someListed(tenant.tenantId, userId),
    ]);
    const except = new Set(just.asked.map(({ tokenId }) => tokenId));
    const refused = just.refused.filter((item) => userId === undefined || item.userId === userId);
    return new Set([
      ...[...frozen, ...kept].filter((id) => !except.has(id)),
      ...refused.map(({ tokenId }) => tokenId),
    ]);
  };

/**
 * Ends what a process that is gone had sent: its intents get their outcomes, by what Qlik lists now. Without a
 * connection nobody can be asked, and they are unknown.
 */
export async function settleSent(
  run: Omit<TenantRun, "lease">,
  connection: TenantConnection | undefined,
  patience: Patience,
  dependencies: RunDependencies,
): Promise<void> {
  const { store, audit, clock } = dependencies;
  const { revocationId, actor, tenant, signal } = run;
  const items = await store.revocationItems.next(revocationId, tenant.tenantId, "sent", MOST_SENT);
  const expected = expectedBeside(run, { asked: items, refused: [] }, dependencies);
  const undecided = items.map((item) => ({ item }));
  const ends = connection && (await askWhatBecame(connection, undecided, { ...patience, signal, expected }));
  const unknown: ItemEnd = { ...NOT_ASKED, endedAt: clock() };
  await store.transaction(async (entities) => {
    const ended: EndedItem[] = [];
    for (const item of items) {
      const end = ends ? ends.get(item.position) : unknown;
      if (!end) continue;
      ended.push({ item, end });
      if (item.intentId)
        await endIntent(audit.known(actor, revocationAct(item, run), item.intentId), end, entities);
      await entities.revocationItems.end(revocationId, item.position, end);
    }
    await noteEnded(entities, { revocationId, tenantId: tenant.tenantId, at: clock() }, ended);
  });
}

/** More than one process can have under way. */
const MOST_SENT = 1000;
const NOT_ASKED = {
  state: "unknown",
  cause: "not_connected",
  message:
    "The console was stopped while Qlik was asked, and the tenant cannot be asked now whether it was done.",
  answerLost: true,
} as const;

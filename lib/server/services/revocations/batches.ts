import "server-only";
import type { Intent } from "../../audit/act";
import { mayHaveHappened, meaningOf, type QlikError } from "../../qlik/errors";
import { createOAuthTokens, type Revoked } from "../../qlik/resources/oauth-tokens";
import { err, type Result } from "../../result";
import type { ItemEnd, StoredRevocationItem } from "../../store/revocations/items";
import type { TenantConnection } from "../connections/connections";
import { toQlikAnswer } from "../connections/qlik-problems";
import { asTheyCome } from "./as-they-come";
import { type EndedItem, endIntent, noteEnded, revocationActs } from "./audited-items";
import { doubtWords } from "./doubt-words";
import type { Patience } from "./patience";
import type { RunDependencies, TenantRun } from "./run-dependencies";
import { askWhatBecame, expectedBeside } from "./sent-items";

/** A token that fails by itself is sent so often in one run: with the others, and once more at the end. */
const MOST_SENDINGS = 2;

/** How often each token, by its place, was sent in this run without an end. */
export type Sendings = Map<number, number>;

export interface Batch {
  readonly items: readonly StoredRevocationItem[];
  readonly sendings: Sendings;
  readonly patience: Patience;
}

type Sent = Result<Revoked, QlikError>;

interface Answered {
  readonly item: StoredRevocationItem;
  readonly answer: Sent;
}

/** Answers that come within so many milliseconds after one another are written down together. */
const WRITTEN_TOGETHER_MS = 250;

/**
 * Writes the intents, sends, writes the outcomes as they come: what Qlik has answered is not kept back by a request that
 * it does not answer. Gives back what failed.
 */
export async function revokeBatch(
  run: TenantRun,
  connection: TenantConnection,
  { items, sendings, patience }: Batch,
  dependencies: RunDependencies,
): Promise<QlikError[]> {
  const { store, audit, clock, log } = dependencies;
  const { revocationId, tenant, actor, signal } = run;
  const intents = new Map<number, Intent>();
  await store.transaction(async (entities) => {
    const acts = await revocationActs(items, run, entities);
    const written = await audit.intendAll(actor, acts, entities);
    for (const [index, item] of items.entries()) {
      const intent = written[index];
      if (intent) intents.set(item.position, intent);
      await entities.revocationItems.markSent(revocationId, item.position, intent?.id ?? "");
    }
    await entities.revocationWaits.asked(revocationId, tenant.tenantId, clock());
  });

  const write = (ends: readonly EndedItem[]) =>
    store.transaction(async (entities) => {
      for (const { item, end } of ends) {
        const intent = intents.get(item.position);
        if (intent) await endIntent(intent, end, entities);
        await entities.revocationItems.end(revocationId, item.position, end);
      }
      await noteEnded(entities, { revocationId, tenantId: tenant.tenantId, at: clock() }, ends);
    });

  const oauthTokens = connection.api.of(createOAuthTokens);
  const sending = items.map(
    async (item): Promise<Answered> => ({
      item,
      answer: await oauthTokens.revoke(item.tokenId),
    }),
  );
  const failed: { readonly item: StoredRevocationItem; readonly error: QlikError }[] = [];
  const undecided: typeof failed = [];
  const endedBy = (item: StoredRevocationItem, answer: Sent, found?: ItemEnd): EndedItem => {
    const tries = (sendings.get(item.position) ?? 0) + 1;
    if (!answer.ok && !isPutOff(answer.error)) sendings.set(item.position, tries);
    return { item, end: endOf(item, answer, found, tries, clock()) };
  };
  let decided: EndedItem[] = [];
  for await (const answers of asTheyCome(sending, WRITTEN_TOGETHER_MS)) {
    for (const { item, answer } of answers) {
      if (!answer.ok) failed.push({ item, error: answer.error });
      if (!answer.ok && mayHaveHappened(answer.error)) undecided.push({ item, error: answer.error });
      else decided.push(endedBy(item, answer));
    }
    if (decided.length === 0) continue;
    // Where the database is away for a moment they are written with the next: nobody else knows these answers.
    await write(decided).then(
      () => (decided = []),
      (error: unknown) =>
        log.warn({ err: error, revocation: revocationId }, "answers could not be written yet"),
    );
  }
  if (decided.length > 0) await write(decided);

  const refused = failed.filter(({ error }) => !mayHaveHappened(error)).map(({ item }) => item);
  const expected = expectedBeside(run, { asked: items, refused }, dependencies);
  const became = await askWhatBecame(connection, undecided, { ...patience, signal, expected });
  // Of what has no end nobody can be asked now: it stays sent.
  const found = undecided.flatMap(({ item, error }) => {
    const end = became.get(item.position);
    return end ? [endedBy(item, err(error), end)] : [];
  });
  if (found.length > 0) await write(found);
  const errors = failed.map(({ error }) => error);
  // Whoever has said nothing at all still owes an answer.
  if (!isSilence(items, errors)) await store.revocationWaits.asked(revocationId, tenant.tenantId, null);
  return errors;
}

/** Whether nothing that came back is Qlik's own word. */
export const isSilence = (items: Batch["items"], failures: readonly QlikError[]): boolean =>
  failures.length === items.length && failures.every((error) => !meaningOf(error).isItsWord);

/** Not refused, only not now: nothing was carried out, and it is worth another try. */
export const isPutOff = (error: QlikError): boolean =>
  meaningOf(error).again !== "never" && !mayHaveHappened(error);

/** @param found what Qlik lists afterwards, where its answer did not tell */
function endOf(
  item: StoredRevocationItem,
  answer: Sent,
  found: ItemEnd | undefined,
  tries: number,
  at: Date,
): ItemEnd {
  if (answer.ok) return doneAs(answer.value, item, at);
  const { error } = answer;
  const what = { cause: error.kind, message: `${error.message} ${error.advice}`, qlik: toQlikAnswer(error) };
  const isLast = tries >= MOST_SENDINGS;
  if (found)
    return found.state === "pending" && isLast
      ? {
          ...what,
          state: "failed",
          message: `${error.message} ${doubtWords.listed} ${error.advice}`,
          answerLost: true,
          endedAt: at,
        }
      : found;
  // What concerns more than this token is not believed of one answer: it waits until the tenant was asked.
  const waits = isPutOff(error) || (meaningOf(error).concerns !== "request" && !isLast);
  return waits ? { ...what, state: "pending", endedAt: null } : { ...what, state: "failed", endedAt: at };
}

function doneAs({ outcome, said }: Revoked, { lostAnswers }: StoredRevocationItem, at: Date): ItemEnd {
  const end = { qlik: toQlikAnswer(said), endedAt: at };
  if (outcome === "found-gone") return { ...end, state: "revoked", message: doubtWords.foundGone };
  if (outcome === "already-gone" && lostAnswers > 0)
    return { ...end, state: "revoked", message: doubtWords.sentBefore };
  return { ...end, state: outcome };
}

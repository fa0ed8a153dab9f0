import "server-only";
import { mayHaveHappened, meaningOf, type QlikError } from "../../qlik/errors";
import type { Revoked } from "../../qlik/resources/oauth-tokens";
import type { Result } from "../../result";
import type { ItemEnd, StoredRevocationItem } from "../../store/revocation-items";
import type { Connection } from "../connections";
import { toQlikAnswer } from "../qlik-problems";
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

/** Writes the intents, sends, writes the outcomes; gives back what failed. */
export async function revokeBatch(
  run: TenantRun,
  connection: Connection,
  { items, sendings, patience }: Batch,
  dependencies: RunDependencies,
): Promise<QlikError[]> {
  const { store, audit, clock } = dependencies;
  const { revocationId, tenant, actor, signal } = run;
  const intents = await store.transaction(async (entities) => {
    const acts = await revocationActs(items, run, entities);
    const written = await audit.intendAll(actor, acts, entities);
    for (const [index, item] of items.entries())
      await entities.revocationItems.markSent(revocationId, item.position, written[index]?.id ?? "");
    return written;
  });
  const sent = await Promise.all(items.map(({ tokenId }) => connection.api.oauthTokens.revoke(tokenId)));
  const failed = items.flatMap((item, index) => {
    const answer = sent[index];
    return answer && !answer.ok ? [{ item, error: answer.error }] : [];
  });
  const undecided = failed.filter(({ error }) => mayHaveHappened(error));
  const refused = failed.filter(({ error }) => !mayHaveHappened(error)).map(({ item }) => item);
  const expected = expectedBeside(run, { asked: items, refused }, dependencies);
  const became = await askWhatBecame(connection, undecided, { ...patience, signal, expected });
  await store.transaction(async (entities) => {
    const ended: EndedItem[] = [];
    for (const [index, item] of items.entries()) {
      const intent = intents[index];
      const answer = sent[index];
      if (!intent || !answer) continue;
      const found = became.get(item.position);
      // It stays sent: nobody can be asked about it now.
      if (!answer.ok && mayHaveHappened(answer.error) && !found) continue;
      const tries = (sendings.get(item.position) ?? 0) + 1;
      const end = endOf(item, answer, found, tries, clock());
      if (!answer.ok && !isPutOff(answer.error)) sendings.set(item.position, tries);
      await endIntent(intent, end, entities);
      await entities.revocationItems.end(revocationId, item.position, end);
      ended.push({ item, end });
    }
    await noteEnded(entities, { revocationId, tenantId: tenant.tenantId, at: clock() }, ended);
  });
  return sent.flatMap((answer) => (answer.ok ? [] : [answer.error]));
}

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

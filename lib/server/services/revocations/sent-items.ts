import "server-only";
import type { Clock } from "../../clock";
import type { ItemEnd, StoredRevocationItem } from "../../store/revocation-items";
import type { Connection } from "../connections";
import { toQlikAnswer } from "../qlik-problems";
import { type EndedItem, endIntent, noteEnded, revocationAct } from "./audited-items";
import type { RunDependencies, TenantRun } from "./run-dependencies";

/** Beyond so many people of one tenant, reading all tokens takes fewer requests than reading each person's. */
const PERSON_BY_PERSON = 10;

/**
 * Of tokens whose revocation was sent and nobody knows whether it was done: asks Qlik whether it still lists them.
 * Those that are gone are revoked, those that are there are to be sent again; where Qlik does not answer it is unknown.
 */
export async function askWhatBecame(
  { api }: Connection,
  items: readonly StoredRevocationItem[],
  clock: Clock,
  signal: AbortSignal,
): Promise<Map<number, ItemEnd>> {
  const ends = new Map<number, ItemEnd>();
  if (items.length === 0) return ends;
  const people = new Set(items.map(({ userId }) => userId));
  const questions = people.size > PERSON_BY_PERSON || people.has("") ? [undefined] : [...people];
  for (const userId of questions) {
    const concerned = userId === undefined ? items : items.filter((item) => item.userId === userId);
    const listed = new Set<string>();
    let failure: ItemEnd | undefined;
    for await (const page of api.oauthTokens.pages({ userId, signal })) {
      if (page.ok) for (const { id } of page.value.data) listed.add(id);
      else {
        const { kind, message, advice } = page.error;
        const told = { cause: kind, message: `${message} ${advice}`, qlik: toQlikAnswer(page.error) };
        failure = { state: "unknown", ...told, endedAt: clock() };
      }
    }
    for (const { position, tokenId } of concerned)
      ends.set(position, failure ?? (listed.has(tokenId) ? AGAIN : { ...DONE, endedAt: clock() }));
  }
  return ends;
}

const AGAIN: ItemEnd = {
  state: "pending",
  cause: "not-carried-out",
  message: "Qlik's answer was lost, and Qlik still lists the token: it is sent again.",
  endedAt: null,
};
const DONE = {
  state: "revoked",
  message: "Qlik's answer was lost; Qlik does not list the token any more.",
} as const;

/**
 * Ends what a process that is gone had sent: its intents get their outcomes, by what Qlik lists now. Without a
 * connection nobody can be asked, and they are unknown.
 */
export async function settleSent(
  run: Omit<TenantRun, "lease">,
  connection: Connection | undefined,
  { store, audit, clock }: RunDependencies,
): Promise<void> {
  const { revocationId, actor, tenant, signal } = run;
  const items = await store.revocationItems.next(revocationId, tenant.tenantId, "sent", MOST_SENT);
  const ends = connection ? await askWhatBecame(connection, items, clock, signal) : undefined;
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
} as const;

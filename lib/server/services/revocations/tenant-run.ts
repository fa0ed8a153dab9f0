import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isAppError } from "../../app-error";
import type { QlikError, QlikErrorKind } from "../../qlik/errors";
import type { Result } from "../../result";
import type { ItemEnd, StoredRevocationItem } from "../../store/revocation-items";
import type { Connection } from "../connections";
import { toQlikAnswer } from "../qlik-problems";
import { type EndedItem, endIntent, noteEnded, revocationAct } from "./audited-items";
import type { RunDependencies, TenantRun } from "./run-dependencies";
import { askWhatBecame, settleSent } from "./sent-items";

/** As many as the client sends to one tenant at a time: their intents are written together, then all are sent. */
const BATCH = 16;
/** After so many batches in which Qlik did not answer, what is left of the tenant has failed. */
const MOST_UNANSWERED = 3;
const UNANSWERED_PAUSE_MS = 5000;
const STEP_MS = 1000;

/** A credential that will not do, until somebody does something about it: the tokens wait for that. */
const PARKING: readonly QlikErrorKind[] = ["credentials-refused", "access-token-refused"];
/** Nothing in this tenant can be done any more: asking for each token would only take time. */
const HOPELESS: readonly QlikErrorKind[] = [
  "tenant-deactivated",
  "host-not-allowed",
  "host-unknown",
  "too-many-tokens-or-disabled",
];
/** Nobody knows whether Qlik did it. */
const UNDECIDED: readonly QlikErrorKind[] = ["timed-out", "unavailable", "unexpected-answer", "too-large"];

/** What to do after a batch; `silent` when Qlik did not answer some of it. */
/** This machine cannot send just now: the tokens wait for it, however long that takes. */
const isLocal = ({ kind }: QlikError): boolean => kind === "machine";

type Next =
  | { readonly go: "on" | "stop" }
  | { readonly go: "wait"; readonly until: Date; readonly silent: boolean };

/** Works on the tokens of one tenant until none waits, or until something or somebody says stop. */
export async function runTenant(run: TenantRun, dependencies: RunDependencies): Promise<void> {
  const { revocationId, tenant } = run;
  const { store } = dependencies;
  const key = await credentialKey(run, dependencies);
  if (tenant.parkedKey !== null && tenant.parkedKey === key) return;
  if (tenant.parkedKey !== null) await store.revocations.park(revocationId, tenant.tenantId, null, null);

  const connection = await openConnection(run, key, dependencies);
  if (connection === "later") return;
  await settleSent(run, connection, dependencies);
  if (!connection) return;
  let unanswered = 0;
  for (;;) {
    if (!(await mayGoOn(run, dependencies))) return;
    const batch = await store.revocationItems.next(revocationId, tenant.tenantId, "pending", BATCH);
    if (batch.length === 0) return;
    const failures = await revokeBatch(run, connection, batch, dependencies);
    const next = await decide(run, key, failures, unanswered, dependencies);
    if (next.go === "stop") return;
    unanswered = next.go === "wait" && next.silent ? unanswered + 1 : 0;
    if (next.go === "wait") await waitUntil(next.until, run, dependencies);
  }
}

/** False when the console stops, or somebody has paused or cancelled. Throws when another instance has taken over. */
async function mayGoOn(
  { revocationId, lease, signal }: TenantRun,
  { store }: RunDependencies,
): Promise<boolean> {
  if (signal.aborted) return false;
  lease.check();
  return (await store.revocations.find(revocationId))?.state === "running";
}

/** Waits in short steps, because a pause or a stop must not wait for Qlik. */
async function waitUntil(until: Date, run: TenantRun, dependencies: RunDependencies): Promise<void> {
  for (;;) {
    const left = until.getTime() - dependencies.clock().getTime();
    if (left <= 0 || !(await mayGoOn(run, dependencies))) return;
    await sleep(Math.min(left, STEP_MS), undefined, { signal: run.signal }).catch(() => undefined);
  }
}

/** Names the credential, its age and its last check: another name means that it is worth another try. */
async function credentialKey({ tenant }: TenantRun, { store }: RunDependencies): Promise<string> {
  const credential = (await store.tenants.find(tenant.tenantId))?.credential;
  if (!credential) return "none";
  return [credential.id, credential.secretSetAt, credential.lastCheck?.at ?? ""].join(" ");
}

/**
 * Opens the tenant and proves that it is the one meant; undefined when its tokens are parked or have failed, "later" when
 * this machine can ask nobody at the moment.
 */
async function openConnection(
  run: TenantRun,
  key: string,
  { store, connections, clock }: RunDependencies,
): Promise<Connection | "later" | undefined> {
  const { revocationId, tenant } = run;
  const fail = (cause: string, message: string, qlik?: ItemEnd["qlik"]) =>
    store.revocationItems.turn(
      revocationId,
      ["pending"],
      { state: "failed", cause, message, qlik, endedAt: clock() },
      tenant.tenantId,
    );
  try {
    const connection = await connections.open(run.actor, "operator", tenant.tenantId, {
      priority: "background",
    });
    const me = await connection.api.tenants.me(run.signal);
    // The worker looks again in a moment.
    if (!me.ok && isLocal(me.error)) return "later";
    if (!me.ok && PARKING.includes(me.error.kind)) {
      await store.revocations.park(revocationId, tenant.tenantId, waitingFor(me.error), key);
      return undefined;
    }
    // Also tells every list that the connection fails, or that another tenant answers there.
    await connection.prove(me);
    return connection;
  } catch (failure) {
    if (!isAppError(failure)) throw failure;
    if (failure.code === "not_connected") {
      await store.revocations.park(
        revocationId,
        tenant.tenantId,
        `${failure.message} Connect it again.`,
        key,
      );
    } else await fail(failure.code, failure.message, failure.details.qlik);
    return undefined;
  }
}

const waitingFor = ({ message, advice }: QlikError) => `${message} ${advice}`;

type Sent = Result<"revoked" | "already-gone", QlikError>;

/** Writes the intents, sends, writes the outcomes; gives back what failed. */
async function revokeBatch(
  run: TenantRun,
  connection: Connection,
  batch: readonly StoredRevocationItem[],
  { store, audit, clock }: RunDependencies,
): Promise<QlikError[]> {
  const { revocationId, tenant, actor, signal } = run;
  const intents = await store.transaction(async (entities) => {
    const acts = batch.map((item) => revocationAct(item, run));
    const written = await audit.intendAll(actor, acts, entities);
    for (const [index, item] of batch.entries())
      await entities.revocationItems.markSent(revocationId, item.position, written[index]?.id ?? "");
    return written;
  });
  const sent = await Promise.all(batch.map(({ tokenId }) => connection.api.oauthTokens.revoke(tokenId)));
  const undecided = batch.filter((_, index) => isUndecided(sent[index]));
  const became = await askWhatBecame(connection, undecided, clock, signal);
  await store.transaction(async (entities) => {
    const ended: EndedItem[] = [];
    for (const [index, item] of batch.entries()) {
      const intent = intents[index];
      const answer = sent[index];
      if (!intent || !answer) continue;
      const end = became.get(item.position) ?? endOf(answer, clock());
      await endIntent(intent, end, entities);
      await entities.revocationItems.end(revocationId, item.position, end);
      ended.push({ item, end });
    }
    await noteEnded(entities, { revocationId, tenantId: tenant.tenantId, at: clock() }, ended);
  });
  return sent.flatMap((answer) => (answer.ok ? [] : [answer.error]));
}

const isUndecided = (answer: Sent | undefined) =>
  answer !== undefined && !answer.ok && !answer.error.notSent && UNDECIDED.includes(answer.error.kind);

function endOf(answer: Sent, at: Date): ItemEnd {
  if (answer.ok) return { state: answer.value, endedAt: at };
  const { error } = answer;
  const what = { cause: error.kind, message: waitingFor(error), qlik: toQlikAnswer(error) };
  // Not refused, only not now: it stays in the list of what is to be done.
  if (error.notSent || error.kind === "rate-limited" || PARKING.includes(error.kind))
    return { state: "pending", ...what, endedAt: null };
  return { state: "failed", ...what, endedAt: at };
}

/** Whether to go on in this tenant after what the last batch told. */
async function decide(
  { revocationId, tenant }: TenantRun,
  key: string,
  failures: readonly QlikError[],
  unanswered: number,
  { store, clock }: RunDependencies,
): Promise<Next> {
  const parking = failures.find(({ kind }) => PARKING.includes(kind));
  if (parking) {
    await store.revocations.park(revocationId, tenant.tenantId, waitingFor(parking), key);
    return { go: "stop" };
  }
  const hopeless = failures.find(({ kind }) => HOPELESS.includes(kind));
  const silent = failures.find(
    (error) => !isLocal(error) && (error.notSent || UNDECIDED.includes(error.kind)),
  );
  const last = hopeless ?? (silent && unanswered + 1 >= MOST_UNANSWERED ? silent : undefined);
  if (last) {
    const end = {
      state: "failed",
      cause: last.kind,
      message: waitingFor(last),
      qlik: toQlikAnswer(last),
      endedAt: clock(),
    } as const;
    await store.revocationItems.turn(revocationId, ["pending"], end, tenant.tenantId);
    return { go: "stop" };
  }
  const limited = failures.find(({ kind }) => kind === "rate-limited");
  if (limited?.retryAt) return { go: "wait", until: limited.retryAt, silent: false };
  if (!silent && !limited && !failures.some(isLocal)) return { go: "on" };
  return {
    go: "wait",
    until: new Date(clock().getTime() + UNANSWERED_PAUSE_MS),
    silent: silent !== undefined,
  };
}

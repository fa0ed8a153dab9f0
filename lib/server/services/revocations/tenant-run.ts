import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isAppError } from "../../app-error";
import { meaningOf, type QlikError } from "../../qlik/errors";
import type { ItemEnd } from "../../store/revocations/items";
import type { TenantConnection } from "../connections/connections";
import { type Batch, isPutOff, isSilence, revokeBatch } from "./batches";
import { goesOn } from "./goes-on";
import { askPatiently, type Patience, triesAgainInMs } from "./patience";
import type { RunDependencies, TenantRun } from "./run-dependencies";
import { settleSent } from "./sent-items";

/** As many as the client sends to one tenant at a time: their intents are written together, then all are sent. */
const BATCH = 16;
const STEP_MS = 1000;

/** Works on the tokens of one tenant until none waits, or until something or somebody says stop. */
export async function runTenant(run: TenantRun, dependencies: RunDependencies): Promise<void> {
  const { revocationId, tenant } = run;
  const { revocationWaits } = dependencies.store;
  try {
    await workIn(run, dependencies);
  } finally {
    await revocationWaits.asked(revocationId, tenant.tenantId, null);
  }
}

async function workIn(run: TenantRun, dependencies: RunDependencies): Promise<void> {
  const { revocationId, tenant } = run;
  const { store, clock } = dependencies;
  // Of a process that is gone.
  if (tenant.askedSince !== null) await store.revocationWaits.asked(revocationId, tenant.tenantId, null);
  const key = await credentialKey(run, dependencies);
  if (tenant.parkedKey !== null && tenant.parkedKey === key) return;
  if (tenant.parkedKey !== null) await store.revocationWaits.park(revocationId, tenant.tenantId, null, null);

  const patience: Patience = {
    clock,
    async wait(ms) {
      const until = new Date(clock().getTime() + ms);
      await store.revocationWaits.asksAgain(revocationId, tenant.tenantId, until);
      await waitFor(ms, run, dependencies);
      await store.revocationWaits.asksAgain(revocationId, tenant.tenantId, null);
      return (await goesOn(run, dependencies)) !== undefined;
    },
  };
  const connection = await openConnection(run, key, patience, dependencies);
  // The worker looks again in a moment.
  if (connection === "later") return;
  await settleSent(run, connection, patience, dependencies);
  if (!connection) return;
  const sendings = new Map<number, number>();
  for (;;) {
    const current = await goesOn(run, dependencies);
    if (!current) return;
    const items = await store.revocationItems.nextToSend(revocationId, tenant.tenantId, BATCH);
    if (items.length === 0) return;
    const batch = { items, sendings, patience };
    const failures = await revokeBatch(current, connection, batch, dependencies);
    if ((await decide(run, connection, key, batch, failures, dependencies)) === "stop") return;
  }
}

/** Waits in short steps, because a pause or a stop must not wait for Qlik; by no clock that somebody may set. */
async function waitFor(ms: number, run: TenantRun, dependencies: RunDependencies): Promise<void> {
  const until = dependencies.elapsed() + ms;
  for (;;) {
    const left = until - dependencies.elapsed();
    if (left <= 0 || !(await goesOn(run, dependencies))) return;
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
 * nothing can be found out at the moment.
 */
async function openConnection(
  run: TenantRun,
  key: string,
  patience: Patience,
  dependencies: RunDependencies,
): Promise<TenantConnection | "later" | undefined> {
  const { tenantId } = run.tenant;
  let connection: TenantConnection;
  try {
    // Whether whoever acts may still do so is asked before each batch; what became of what was sent is for the console.
    connection = await dependencies.connections.openUnasked({ tenantId }, { priority: "background" });
  } catch (failure) {
    return (await giveUp(run, key, failure, undefined, dependencies)) === "later" ? "later" : undefined;
  }
  const found = await lookThere(run, connection, key, patience, dependencies);
  return found === "there" ? connection : found === "later" ? "later" : undefined;
}

/** Asks the tenant itself whether it answers and is the one meant; if not, its tokens are parked or have failed. */
async function lookThere(
  run: TenantRun,
  connection: TenantConnection,
  key: string,
  patience: Patience,
  dependencies: RunDependencies,
): Promise<"there" | "given-up" | "later"> {
  const { revocationId, tenant } = run;
  const { store, clock } = dependencies;
  await store.revocationWaits.asked(revocationId, tenant.tenantId, clock());
  const me = await askPatiently(() => connection.api.me(run.signal), patience);
  try {
    // Also tells every list that the connection fails, or that another tenant answers there.
    await connection.prove(me);
    await store.revocationWaits.asked(revocationId, tenant.tenantId, null);
    return "there";
  } catch (failure) {
    return giveUp(run, key, failure, me.ok ? undefined : me.error, dependencies);
  }
}

/**
 * Parks the tokens of a tenant that cannot be worked in, or has them fail. Neither when nothing was found out: the console
 * stops, this machine can ask nobody, nobody has said which installation this is ("conflict"), or the console has trouble
 * of its own, such as a database that is away ("unavailable").
 */
async function giveUp(
  run: TenantRun,
  key: string,
  failure: unknown,
  error: QlikError | undefined,
  dependencies: RunDependencies,
): Promise<"given-up" | "later"> {
  if (!isAppError(failure)) throw failure;
  const { code, message, details } = failure;
  const isLocal = error !== undefined && meaningOf(error).fault === "machine";
  if (run.signal.aborted || isLocal || code === "conflict" || code === "unavailable") return "later";
  if (code === "not_connected") await park(run, key, `${message} Connect it again.`, dependencies);
  else if (error && meaningOf(error).concerns === "credential")
    await park(run, key, `${error.message} ${error.advice}`, dependencies);
  // Whoever was not let to ask often enough has found nothing out.
  else if (await goesOn(run, dependencies)) {
    const told = error ? `${message} ${error.advice}` : message;
    await failAll(run, { cause: error?.kind ?? code, message: told, qlik: details.qlik }, dependencies);
  }
  return "given-up";
}

const park = (
  { revocationId, tenant }: TenantRun,
  key: string,
  because: string,
  { store }: RunDependencies,
) => store.revocationWaits.park(revocationId, tenant.tenantId, because, key);

const failAll = (
  { revocationId, tenant }: TenantRun,
  what: Pick<ItemEnd, "cause" | "message" | "qlik">,
  { store, clock }: RunDependencies,
) =>
  store.revocationItems.turn(
    revocationId,
    ["pending"],
    { ...what, state: "failed", endedAt: clock() },
    tenant.tenantId,
  );

/** Whether to go on in this tenant after what the last batch told. */
async function decide(
  run: TenantRun,
  connection: TenantConnection,
  key: string,
  { items, patience }: Batch,
  failures: readonly QlikError[],
  dependencies: RunDependencies,
): Promise<"on" | "stop"> {
  const isSilent = isSilence(items, failures);
  // What fails of some tokens is theirs alone. Only the tenant itself tells that nothing can be done in it.
  if (isSilent || failures.some((error) => meaningOf(error).concerns !== "request"))
    if ((await lookThere(run, connection, key, patience, dependencies)) !== "there") return "stop";
  const putOff = failures.find((error) => isPutOff(error) && error.retryAt) ?? failures.find(isPutOff);
  const { revocationItems } = dependencies.store;
  const waits = putOff !== undefined || isSilent;
  if (waits && (await revocationItems.nextToSend(run.revocationId, run.tenant.tenantId, 1)).length > 0)
    await patience.wait(triesAgainInMs(putOff ?? {}, dependencies.clock));
  return "on";
}

import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isAppError } from "../../app-error";
import { meaningOf, type QlikError } from "../../qlik/errors";
import type { ItemEnd } from "../../store/revocation-items";
import type { Connection } from "../connections";
import { type Batch, isPutOff, revokeBatch } from "./batches";
import { askPatiently, type Patience, triedAgainAt } from "./patience";
import type { RunDependencies, TenantRun } from "./run-dependencies";
import { settleSent } from "./sent-items";

/** As many as the client sends to one tenant at a time: their intents are written together, then all are sent. */
const BATCH = 16;
const STEP_MS = 1000;

/** Works on the tokens of one tenant until none waits, or until something or somebody says stop. */
export async function runTenant(run: TenantRun, dependencies: RunDependencies): Promise<void> {
  const { revocationId, tenant } = run;
  const { store } = dependencies;
  const key = await credentialKey(run, dependencies);
  if (tenant.parkedKey !== null && tenant.parkedKey === key) return;
  if (tenant.parkedKey !== null) await store.revocations.park(revocationId, tenant.tenantId, null, null);

  const patience: Patience = {
    clock: dependencies.clock,
    async wait(until) {
      await waitUntil(until, run, dependencies);
      return mayGoOn(run, dependencies);
    },
  };
  const connection = await openConnection(run, key, patience, dependencies);
  await settleSent(run, connection, patience, dependencies);
  if (!connection) return;
  const sendings = new Map<number, number>();
  for (;;) {
    if (!(await mayGoOn(run, dependencies))) return;
    const items = await store.revocationItems.nextToSend(revocationId, tenant.tenantId, BATCH);
    if (items.length === 0) return;
    const batch = { items, sendings, patience };
    const failures = await revokeBatch(run, connection, batch, dependencies);
    if ((await decide(run, connection, key, batch, failures, dependencies)) === "stop") return;
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

/** Opens the tenant and proves that it is the one meant; undefined when its tokens are parked or have failed. */
async function openConnection(
  run: TenantRun,
  key: string,
  patience: Patience,
  dependencies: RunDependencies,
): Promise<Connection | undefined> {
  const { tenant, actor } = run;
  try {
    const connection = await dependencies.connections.open(actor, "operator", tenant.tenantId, {
      priority: "background",
    });
    return (await isThere(run, connection, key, patience, dependencies)) ? connection : undefined;
  } catch (failure) {
    if (!isAppError(failure)) throw failure;
    const { code, message, details } = failure;
    if (code === "not_connected") await park(run, key, `${message} Connect it again.`, dependencies);
    else await failAll(run, { cause: code, message, qlik: details.qlik }, dependencies);
    return undefined;
  }
}

/** Asks the tenant itself whether it answers and is the one meant; if not, its tokens are parked or have failed. */
async function isThere(
  run: TenantRun,
  connection: Connection,
  key: string,
  patience: Patience,
  dependencies: RunDependencies,
): Promise<boolean> {
  const me = await askPatiently(() => connection.api.tenants.me(run.signal), patience);
  try {
    // Also tells every list that the connection fails, or that another tenant answers there.
    await connection.prove(me);
    return true;
  } catch (failure) {
    if (!isAppError(failure)) throw failure;
    if (!me.ok && meaningOf(me.error).concerns === "credential")
      await park(run, key, `${me.error.message} ${me.error.advice}`, dependencies);
    // Whoever was not let to ask often enough has found nothing out.
    else if (await mayGoOn(run, dependencies)) {
      const { code, message, details } = failure;
      const advice = me.ok ? "" : ` ${me.error.advice}`;
      const cause = me.ok ? code : me.error.kind;
      await failAll(run, { cause, message: `${message}${advice}`, qlik: details.qlik }, dependencies);
    }
    return false;
  }
}

const park = (
  { revocationId, tenant }: TenantRun,
  key: string,
  because: string,
  { store }: RunDependencies,
) => store.revocations.park(revocationId, tenant.tenantId, because, key);

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
  connection: Connection,
  key: string,
  { items, patience }: Batch,
  failures: readonly QlikError[],
  dependencies: RunDependencies,
): Promise<"on" | "stop"> {
  const isSilent = failures.length === items.length && failures.every((error) => !meaningOf(error).isItsWord);
  // What fails of some tokens is theirs alone. Only the tenant itself tells that nothing can be done in it.
  if (isSilent || failures.some((error) => meaningOf(error).concerns !== "request"))
    if (!(await isThere(run, connection, key, patience, dependencies))) return "stop";
  const putOff = failures.find((error) => isPutOff(error) && error.retryAt) ?? failures.find(isPutOff);
  const { revocationItems } = dependencies.store;
  const waits = putOff !== undefined || isSilent;
  if (waits && (await revocationItems.nextToSend(run.revocationId, run.tenant.tenantId, 1)).length > 0)
    await patience.wait(triedAgainAt(putOff ?? {}, dependencies.clock));
  return "on";
}

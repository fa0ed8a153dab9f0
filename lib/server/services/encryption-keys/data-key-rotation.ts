import "server-only";
import type { Actor } from "../../actor";
import { appError } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { Clock } from "../../clock";
import { describeHolder, type Lease, type Leases } from "../../jobs/leases";
import type { Log } from "../../log";
import type { SealedColumn } from "../../store/credentials/sealed-records";
import type { Store } from "../../store/store";
import { makeDataKey, wrapDataKey } from "../../vault/keyring";
import type { RootKeys } from "../../vault/root-key";
import type { Vault } from "../../vault/vault";
import type { Authority } from "../authority";

/** Whoever changes keys, of one kind or the other, holds it. */
export const KEYS_LEASE = "encryption-keys";

const BATCH = 50;

export interface Rotation {
  /** Whether this one made a key; false when it went on with a rotation that somebody had begun. */
  readonly madeKey: boolean;
  /** Settles when no record is left under an older key, or fails with what stood in the way. */
  readonly finished: Promise<void>;
}

export interface DataKeyRotation {
  /** Resolves when the new key is stored; its records follow in the background. Throws `conflict` while one runs. */
  begin(actor: Actor): Promise<Rotation>;
  /** Reads the keyring anew and goes on with a rotation that was cut off, unless somebody else does. */
  tend(): Promise<void>;
  /** Why the last sweep of this process left records behind; null when it did not. */
  problem(): string | null;
  /** Ends work in the background after its present batch; it goes on at the next start. */
  stop(): Promise<void>;
}

export interface DataKeyRotationDependencies {
  readonly store: Store;
  readonly vault: Vault;
  readonly audit: AuditLog;
  readonly authority: Pick<Authority, "require">;
  readonly leases: Leases;
  readonly installationId: string;
  readonly rootKeys: () => RootKeys;
  readonly clock: Clock;
  readonly log: Log;
}

/** Of whoever changes keys just now, or died while it did; it then keeps others from it until its lease has run out. */
export const keysAreHeld = (last: Awaited<ReturnType<Store["leases"]["last"]>>) => {
  const by = last ? `, by ${describeHolder(last.holder)}` : "";
  const left = Math.max(1, Math.ceil((last?.leftMs ?? 0) / 1000));
  return appError("conflict", `The encryption keys are being changed already${by}.`, {
    advice: `Wait until that has ended; the page of encryption keys shows how far it is. If that process is gone, try again in ${left} s.`,
  });
};

/** Makes data keys and seals every record anew by the newest; what is left to do is counted, so nothing is lost. */
export function createDataKeyRotation({
  store,
  vault,
  audit,
  authority,
  leases,
  installationId,
  rootKeys,
  clock,
  log,
}: DataKeyRotationDependencies): DataKeyRotation {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let problem: string | null = null;

  const resealColumn = async (column: SealedColumn, lease: Lease): Promise<number> => {
    let unreadable = 0;
    let after = "";
    for (;;) {
      if (stopping.signal.aborted) return unreadable;
      const records = await column.page({ after, limit: BATCH, outside: vault.newestPrefix() });
      const last = records.at(-1);
      if (!last) return unreadable;
      after = last.record;
      lease.check();
      for (const was of records) {
        const place = { table: column.table, record: was.record, field: column.field };
        const sealed = await vault.reseal(place, was.sealed).catch((error: unknown) => {
          log.error({ err: error, place }, "a sealed record cannot be opened and stays under its key");
          unreadable += 1;
        });
        // When the secret was replaced meanwhile this changes nothing: the newer one wins.
        if (sealed) await column.replace(was, sealed);
      }
    }
  };

  const sweep = async (lease: Lease): Promise<void> => {
    await vault.reload();
    let unreadable = 0;
    for (const column of store.sealedRecords.columns) unreadable += await resealColumn(column, lease);
    problem =
      unreadable === 0
        ? null
        : `${unreadable} ${unreadable === 1 ? "record" : "records"} cannot be opened: damaged, or moved from another place. ` +
          "The keys of those stay. Replace these credentials, or restore a backup.";
    await retireEmptyKeys();
  };

  /** Keys that a newer one has followed and that are not retired: records may need them. */
  const followedKeys = async () => {
    const keys = (await store.installation.describeDataKeys()).filter((key) => key.purpose === "secrets");
    return keys.slice(0, -1).filter(({ retiredAt }) => !retiredAt);
  };

  const retireEmptyKeys = async () => {
    for (const { id } of await followedKeys()) {
      if ((await store.sealedRecords.count(id)) === 0) await store.installation.retireKey(id, clock());
    }
  };

  /** Whether somebody began a rotation that has not come to its end. */
  const isUnfinished = async (): Promise<boolean> => {
    for (const column of store.sealedRecords.columns) {
      const [was] = await column.page({ after: "", limit: 1, outside: vault.newestPrefix() });
      if (!was) continue;
      const place = { table: column.table, record: was.record, field: column.field };
      // What cannot be opened is left behind by every rotation and keeps none from beginning.
      const opens = await vault.open(place, was.sealed).then(
        () => true,
        () => false,
      );
      if (opens) return true;
    }
    return false;
  };

  const makeKey = async (actor: Actor, lease: Lease): Promise<void> => {
    const key = makeDataKey();
    const object = { type: "encryption-key" as const, id: key.id, name: key.id };
    await audit.perform(actor, { action: "encryption-key.rotate", object }, async (act) => {
      const root = rootKeys().current;
      lease.check();
      return store.transaction(async (entities) => {
        await entities.installation.addKey(wrapDataKey(root, installationId, key), clock());
        return act.endIn(entities, { outcome: "succeeded" });
      });
    });
  };

  /** Wrapped by a root key that others do not have any more, a new data key would be lost with the next start. */
  const refuseFormerRoot = async (): Promise<void> => {
    const { current } = rootKeys();
    const keys = await store.installation.dataKeys();
    if (keys.every(({ rootKeyId }) => rootKeyId === current.id)) return;
    throw appError("conflict", "The root key has been changed since this console was started.", {
      advice: "Restart it with the present root key, then try again.",
    });
  };

  const track = (work: Promise<void>) => {
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, done);
  };

  return {
    begin: (actor) =>
      new Promise<Rotation>((resolve, reject) => {
        let begun = false;
        const work = leases.withLease(KEYS_LEASE, async (lease) => {
          await refuseFormerRoot();
          await vault.reload();
          // What follows the new key is the console's own work, which no role is needed for.
          await authority.require(actor, "admin");
          const madeKey = !(await isUnfinished());
          if (madeKey) await makeKey(actor, lease);
          begun = true;
          resolve({ madeKey, finished });
          await sweep(lease);
        });
        const finished = work.then(async (result) => {
          if (!result.ok) throw keysAreHeld(await store.leases.last(KEYS_LEASE));
        });
        track(finished);
        finished.catch((error: unknown) => {
          reject(error);
          if (begun)
            log.error({ err: error }, "a rotation of data keys has ended early and will be gone on with");
        });
      }),
    async tend() {
      await vault.reload();
      const outside = await store.sealedRecords.countOutside(vault.newestPrefix());
      // Whoever sealed the last record anew may have died before the former key was retired.
      if (outside === 0 && (await followedKeys()).length === 0) return;
      const work = leases.withLease(KEYS_LEASE, sweep).then(() => undefined);
      track(work);
      await work;
    },
    problem: () => problem,
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

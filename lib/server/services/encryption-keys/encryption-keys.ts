import "server-only";
import type { ConfirmBackupInput, EncryptionKeys } from "@/lib/contracts/encryption-keys";
import { type Actor, requireRole } from "../../actor";
import { appError, fieldProblem } from "../../app-error";
import type { AuditLog } from "../../audit/audit-log";
import type { BackupSignatures } from "../../audit/backup-signatures";
import type { Clock } from "../../clock";
import type { Leases } from "../../jobs/leases";
import { requireStepUp } from "../../step-up";
import type { Store } from "../../store/store";
import type { RootKeys } from "../../vault/root-key";
import type { Vault } from "../../vault/vault";
import { type DataKeyRotation, KEYS_LEASE, keysAreHeld, type Rotation } from "./data-key-rotation";

export interface EncryptionKeyService {
  get(actor: Actor): Promise<EncryptionKeys>;
  /** Begins to rotate the data keys; the answer says when it has ended. Throws `conflict` while keys are changed. */
  rotateDataKeys(actor: Actor): Promise<Rotation>;
  /**
   * Makes a new root key in the place of the generated one and wraps the data keys with it. Throws `conflict` while keys
   * are changed, and for a key that was given: that one is changed where it comes from.
   */
  rotateRootKey(actor: Actor): Promise<EncryptionKeys>;
  /** Throws `invalid_input` for another key than the present one. */
  confirmBackup(actor: Actor, input: ConfirmBackupInput): Promise<EncryptionKeys>;
  /** Whether the console made its root key and nobody has said that a copy is kept elsewhere. */
  needsBackup(): Promise<boolean>;
}

export interface EncryptionKeyDependencies {
  readonly store: Store;
  readonly vault: Vault;
  readonly audit: AuditLog;
  readonly leases: Leases;
  readonly rotation: DataKeyRotation;
  readonly rootKeys: () => RootKeys;
  /** Puts a new key in the place of the generated one. */
  readonly replaceRootKey: () => void;
  /** Wraps the data keys with the root key that is there now. */
  readonly rewrap: () => Promise<void>;
  readonly signatures: BackupSignatures;
  readonly clock: Clock;
}

const HOW_TO_CHANGE =
  "The root key was given to the console, so it is changed where it comes from. Make a new one (openssl rand -base64 32), " +
  "set it in its place, put the former one into CASTELLAN_ENCRYPTION_KEY_PREVIOUS, and restart. That start wraps the data " +
  "keys anew; after it, take CASTELLAN_ENCRYPTION_KEY_PREVIOUS away again.";

export function createEncryptionKeyService({
  store,
  vault,
  audit,
  leases,
  rotation,
  rootKeys,
  replaceRootKey,
  rewrap,
  signatures,
  clock,
}: EncryptionKeyDependencies): EncryptionKeyService {
  const rootKey = async (): Promise<EncryptionKeys["rootKey"]> => {
    const { current, source } = rootKeys();
    const confirmed = await store.installation.confirmedBackup();
    const backup =
      confirmed?.rootKeyId === current.id && signatures.holds(confirmed)
        ? { confirmedAt: confirmed.at.toISOString(), confirmedBy: confirmed.by }
        : null;
    return { fingerprint: current.id, source, backup, needsBackup: source === "generated" && !backup };
  };

  const dataKeys = async (): Promise<EncryptionKeys["dataKeys"]> => {
    const facts = await store.installation.describeDataKeys();
    const newest = new Map(facts.map(({ purpose, id }) => [purpose, id]));
    return Promise.all(
      facts.map(async ({ id, purpose, createdAt, retiredAt }) => ({
        id,
        purpose,
        createdAt: createdAt.toISOString(),
        retiredAt: retiredAt?.toISOString() ?? null,
        current: newest.get(purpose) === id,
        records: purpose === "secrets" ? await store.sealedRecords.count(id) : null,
      })),
    );
  };

  const told = async (): Promise<EncryptionKeys> => {
    // Whoever has rotated may be another process. One that changed the root key too is no reason to show nothing.
    await vault.reload().catch(() => undefined);
    const [holder, remaining, total] = await Promise.all([
      store.leases.holder(KEYS_LEASE),
      store.sealedRecords.countOutside(vault.newestPrefix()),
      store.sealedRecords.count(),
    ]);
    const running = holder !== undefined;
    return {
      rootKey: await rootKey(),
      dataKeys: (await dataKeys()).reverse(),
      rotation: { running, remaining, total, problem: running ? null : rotation.problem() },
    };
  };

  return {
    async get(actor) {
      requireRole(actor, "admin");
      return told();
    },
    async rotateDataKeys(actor) {
      requireRole(actor, "admin");
      requireStepUp(actor, "touches-keys", clock);
      return rotation.begin(actor);
    },
    async rotateRootKey(actor) {
      requireRole(actor, "admin");
      requireStepUp(actor, "touches-keys", clock);
      const done = await leases.withLease(KEYS_LEASE, async (lease) => {
        const { current, source } = rootKeys();
        if (source !== "generated") {
          throw appError("conflict", "This command changes only a root key that the console made itself.", {
            advice: HOW_TO_CHANGE,
          });
        }
        // Of a change that was cut off: after it the key before is needed no more, and may be overwritten.
        await rewrap();
        const object = { type: "encryption-key" as const, id: current.id, name: `root key ${current.id}` };
        const intent = await audit.intend(actor, { action: "encryption-key.rotate-root", object });
        lease.check();
        replaceRootKey();
        await rewrap();
        await intent.end({
          outcome: "succeeded",
          object,
          detail: `The root key is now ${rootKeys().current.id}.`,
        });
      });
      if (!done.ok) throw keysAreHeld(await store.leases.last(KEYS_LEASE));
      return told();
    },
    async confirmBackup(actor, { fingerprint }) {
      requireRole(actor, "admin");
      requireStepUp(actor, "touches-keys", clock);
      const { current } = rootKeys();
      if (fingerprint !== current.id) {
        throw fieldProblem(
          "fingerprint",
          `The root key in use has the fingerprint ${current.id}, not this one. Make a backup of that key, then confirm it.`,
        );
      }
      const object = { type: "encryption-key" as const, id: current.id, name: `root key ${current.id}` };
      await audit.perform(actor, { action: "encryption-key.confirm-backup", object }, (act) =>
        store.transaction(async (entities) => {
          await entities.installation.confirmBackup(
            signatures.sign({ rootKeyId: current.id, at: clock(), by: actor.person.name }),
          );
          return act.endIn(entities, { outcome: "succeeded" });
        }),
      );
      return told();
    },
    needsBackup: async () => (await rootKey()).needsBackup,
  };
}

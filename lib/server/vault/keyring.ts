import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { refuseToStart } from "../start-error";
import type { RootKey } from "./root-key";
import { open, seal } from "./sealing";

/** What a data key is for: to seal secrets, or to chain the entries of the audit log. */
export type KeyPurpose = "secrets" | "audit";

/** A data key as it is stored: worth nothing without the root key. */
export interface WrappedDataKey {
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly wrapped: string;
  readonly rootKeyId: string;
}

export interface DataKey {
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly bytes: Buffer;
}

/** Oldest first; the last one seals, all of them open. */
export type Keyring = readonly [DataKey, ...DataKey[]];

// A key wrapped for one purpose does not open as one for the other, whatever its row says.
const labels: Record<KeyPurpose, string> = { secrets: "data-key", audit: "audit-key" };

const binding = (installationId: string, { id, purpose }: Pick<DataKey, "id" | "purpose">, root: RootKey) =>
  JSON.stringify(["castellan", labels[purpose], installationId, id, root.id]);

export function makeDataKey(purpose: KeyPurpose = "secrets", id: string = randomUUID()): DataKey {
  return { id, purpose, bytes: randomBytes(32) };
}

export function wrapDataKey(root: RootKey, installationId: string, key: DataKey): WrappedDataKey {
  return {
    id: key.id,
    purpose: key.purpose,
    wrapped: seal(root.bytes, key.bytes, binding(installationId, key, root)),
    rootKeyId: root.id,
  };
}

/** Throws a start refusal that names the fingerprints when none of the given root keys is the right one. */
export function unwrapDataKey(
  roots: readonly RootKey[],
  installationId: string,
  wrapped: WrappedDataKey,
): DataKey {
  const root = roots.find((candidate) => candidate.id === wrapped.rootKeyId);
  if (!root) throw wrongRootKey(roots, [wrapped.rootKeyId]);
  try {
    return {
      id: wrapped.id,
      purpose: wrapped.purpose,
      bytes: open(root.bytes, wrapped.wrapped, binding(installationId, wrapped, root)),
    };
  } catch {
    throw refuseToStart(
      "key",
      `Data key ${wrapped.id} in the database is damaged and cannot be opened. Restore the database from a backup. Nothing was written.`,
    );
  }
}

export function wrongRootKey(given: readonly RootKey[], expected: readonly string[]): Error {
  return refuseToStart(
    "key",
    `The encryption key is not the one that this database was sealed with: expected fingerprint ${expected.join(" or ")}, ` +
      `found ${given.map((key) => key.id).join(" and ")}. Give the right key in CASTELLAN_ENCRYPTION_KEY or its file; ` +
      "after a rotation, also the former one in CASTELLAN_ENCRYPTION_KEY_PREVIOUS. Nothing was written.",
  );
}

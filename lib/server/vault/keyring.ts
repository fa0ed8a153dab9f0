import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { refuseToStart } from "../start-error";
import type { RootKey } from "./root-key";
import { open, seal } from "./sealing";

/** A data key as it is stored: worth nothing without the root key. */
export interface WrappedDataKey {
  readonly id: string;
  readonly wrapped: string;
  readonly rootKeyId: string;
}

export interface DataKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Oldest first; the last one seals, all of them open. */
export type Keyring = readonly [DataKey, ...DataKey[]];

const binding = (installationId: string, keyId: string, rootKeyId: string) =>
  JSON.stringify(["castellan", "data-key", installationId, keyId, rootKeyId]);

export function makeDataKey(): DataKey {
  return { id: randomUUID(), bytes: randomBytes(32) };
}

export function wrapDataKey(root: RootKey, installationId: string, key: DataKey): WrappedDataKey {
  return {
    id: key.id,
    wrapped: seal(root.bytes, key.bytes, binding(installationId, key.id, root.id)),
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
      bytes: open(root.bytes, wrapped.wrapped, binding(installationId, wrapped.id, root.id)),
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

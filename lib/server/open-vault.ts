import "server-only";
import { randomUUID } from "node:crypto";
import type { Store } from "./store/store";
import { type DataKey, type KeyPurpose, makeDataKey, unwrapDataKey, wrapDataKey } from "./vault/keyring";
import { createMacKeys, type MacKeys } from "./vault/mac-keys";
import type { RootKey } from "./vault/root-key";
import { createVault, type Vault } from "./vault/vault";

/** The id of every installation's first key for the audit log: two instances that start at once make one key. */
const FIRST_AUDIT_KEY = "audit-1";

export interface OpenVault {
  readonly vault: Vault;
  /** With which the entries of the audit log are chained. */
  readonly auditKeys: MacKeys;
}

/** Unwraps the data keys, makes those that are not there yet, and wraps anew what a former root key had wrapped. */
export async function openVault(
  store: Store,
  current: RootKey,
  roots: readonly RootKey[],
): Promise<OpenVault> {
  const installationId = (await store.installation.id()) ?? (await install(store, current));
  const wrapped = await store.installation.dataKeys();
  const keys = wrapped.map((key) => unwrapDataKey(roots, installationId, key));
  // After a change of the root key the data keys are wrapped anew; the secrets themselves stay as they are.
  for (const [index, key] of keys.entries()) {
    if (wrapped[index]?.rootKeyId !== current.id)
      await store.installation.rewrap(wrapDataKey(current, installationId, key));
  }
  return {
    vault: createVault(installationId, ofPurpose(keys, "secrets")),
    auditKeys: createMacKeys(installationId, await auditKeys(store, current, roots, installationId, keys)),
  };
}

async function auditKeys(
  store: Store,
  current: RootKey,
  roots: readonly RootKey[],
  installationId: string,
  keys: readonly DataKey[],
): Promise<readonly [DataKey, ...DataKey[]]> {
  if (keys.some((key) => key.purpose === "audit")) return ofPurpose(keys, "audit");
  const made = makeDataKey("audit", FIRST_AUDIT_KEY);
  if (await store.installation.addKeyOnce(wrapDataKey(current, installationId, made))) return [made];
  const wrapped = await store.installation.dataKeys();
  return ofPurpose(
    wrapped.map((key) => unwrapDataKey(roots, installationId, key)),
    "audit",
  );
}

function ofPurpose(keys: readonly DataKey[], purpose: KeyPurpose): readonly [DataKey, ...DataKey[]] {
  const [first, ...rest] = keys.filter((key) => key.purpose === purpose);
  if (!first) throw new Error(`The installation has no data key for ${purpose}.`);
  return [first, ...rest];
}

async function install(store: Store, root: RootKey): Promise<string> {
  const id = randomUUID();
  await store.transaction((entities) =>
    entities.installation.create(id, wrapDataKey(root, id, makeDataKey())),
  );
  return id;
}

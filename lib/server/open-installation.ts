import "server-only";
import { randomUUID } from "node:crypto";
import path from "node:path";
import type { Env } from "@/lib/env";
import { inspectDatabase, migrate } from "./store/migrate";
import { openStore, type Store } from "./store/store";
import { type Keyring, makeDataKey, unwrapDataKey, wrapDataKey, wrongRootKey } from "./vault/keyring";
import { loadRootKey, type RootKey, rootKeyOf } from "./vault/root-key";
import { createVault, type Vault } from "./vault/vault";

export interface OpenInstallation {
  readonly store: Store;
  readonly vault: Vault;
  /** Path of the root key file when this start has just made it. */
  readonly madeKeyFile: string | undefined;
}

/** Finds the key, holds it against the database before anything is written, migrates, and opens the vault. */
export async function openInstallation(env: Env): Promise<OpenInstallation> {
  const facts = inspectDatabase(env.databaseFile);
  const { key, madeFile } = loadRootKey(env, facts !== undefined);
  const roots = env.previousEncryptionKey ? [key, rootKeyOf(env.previousEncryptionKey)] : [key];
  const unknown = facts?.rootKeyIds.filter((id) => !roots.some((root) => root.id === id)) ?? [];
  if (unknown.length > 0) throw wrongRootKey(roots, unknown);
  migrate(env.databaseFile, path.resolve("prisma/migrations"));
  const store = openStore(env.databaseFile);
  try {
    return { store, vault: await openVault(store, key, roots), madeKeyFile: madeFile };
  } catch (refusal) {
    await store.close();
    throw refusal;
  }
}

async function openVault(store: Store, current: RootKey, roots: readonly RootKey[]): Promise<Vault> {
  const installationId = (await store.installation.id()) ?? (await install(store, current));
  const wrapped = await store.installation.dataKeys();
  const keys = wrapped.map((key) => unwrapDataKey(roots, installationId, key));
  // After a change of the root key the data keys are wrapped anew; the secrets themselves stay as they are.
  for (const [index, key] of keys.entries()) {
    if (wrapped[index]?.rootKeyId !== current.id)
      await store.installation.rewrap(wrapDataKey(current, installationId, key));
  }
  const [first, ...rest] = keys;
  if (!first) throw new Error("The installation has no data key.");
  return createVault(installationId, [first, ...rest] satisfies Keyring);
}

async function install(store: Store, root: RootKey): Promise<string> {
  const id = randomUUID();
  await store.transaction((entities) =>
    entities.installation.create(id, wrapDataKey(root, id, makeDataKey())),
  );
  return id;
}

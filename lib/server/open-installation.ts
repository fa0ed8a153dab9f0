import "server-only";
import type { Env } from "@/lib/env";
import { deriveColumns } from "./derive-columns";
import { type OpenVault, openVault } from "./open-vault";
import { refuseToStart } from "./start-error";
import { inspectDatabase, migrate } from "./store/migrate";
import { openStore, type Store } from "./store/store";
import { wrongRootKey } from "./vault/keyring";
import { findRootKeys } from "./vault/root-key";
import { deriveSessionSecret } from "./vault/session-secret";

export interface OpenInstallation extends OpenVault {
  readonly store: Store;
  /** Signs session cookies where several instances share the database and none was given; else undefined. */
  readonly sharedSessionSecret: string | undefined;
  /** Path of the root key file when this start has just made it. */
  readonly madeKeyFile: string | undefined;
}

/** Finds the key, holds it against the database before anything is written, migrates, and opens the vault. */
export async function openInstallation(env: Env): Promise<OpenInstallation> {
  requireGivenKey(env);
  const facts = await inspectDatabase(env.database);
  const found = findRootKeys(env, facts !== undefined);
  const roots = [found.current, ...found.former];
  const unknown = facts?.rootKeyIds.filter((id) => !roots.some((root) => root.id === id)) ?? [];
  if (unknown.length > 0) throw wrongRootKey(roots, unknown);
  await migrate(env.database);
  const store = openStore(env.database);
  try {
    const vault = await openVault(store, env);
    await deriveColumns(store);
    const sharedSessionSecret =
      env.database.kind === "postgresql" ? deriveSessionSecret(found.current) : undefined;
    return { store, ...vault, sharedSessionSecret, madeKeyFile: found.madeFile };
  } catch (refusal) {
    await store.close();
    throw refusal;
  }
}

/** A key made here would be known to this instance alone, and lost with its disk. */
function requireGivenKey({ database, encryptionKey, encryptionKeyFile }: Env): void {
  if (database.kind === "sqlite" || encryptionKey || encryptionKeyFile) return;
  throw refuseToStart(
    "keyMissing",
    "With PostgreSQL the encryption key has to be given, because every instance needs the same one, and none is made here: " +
      "make one (openssl rand -base64 32), keep a copy of it elsewhere, and give it to each instance in " +
      "CASTELLAN_ENCRYPTION_KEY or CASTELLAN_ENCRYPTION_KEY_FILE. Nothing was written.",
  );
}

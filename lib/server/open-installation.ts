import "server-only";
import path from "node:path";
import type { Env } from "@/lib/env";
import { type OpenVault, openVault } from "./open-vault";
import { inspectDatabase, migrate } from "./store/migrate";
import { openStore, type Store } from "./store/store";
import { wrongRootKey } from "./vault/keyring";
import { findRootKeys } from "./vault/root-key";

export interface OpenInstallation extends OpenVault {
  readonly store: Store;
  /** Path of the root key file when this start has just made it. */
  readonly madeKeyFile: string | undefined;
}

/** Finds the key, holds it against the database before anything is written, migrates, and opens the vault. */
export async function openInstallation(env: Env): Promise<OpenInstallation> {
  const facts = inspectDatabase(env.databaseFile);
  const found = findRootKeys(env, facts !== undefined);
  const roots = [found.current, ...found.former];
  const unknown = facts?.rootKeyIds.filter((id) => !roots.some((root) => root.id === id)) ?? [];
  if (unknown.length > 0) throw wrongRootKey(roots, unknown);
  migrate(env.databaseFile, path.resolve("prisma/migrations"));
  const store = openStore(env.databaseFile);
  try {
    return { store, ...(await openVault(store, env)), madeKeyFile: found.madeFile };
  } catch (refusal) {
    await store.close();
    throw refusal;
  }
}

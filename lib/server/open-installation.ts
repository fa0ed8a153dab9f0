import "server-only";
import path from "node:path";
import type { Env } from "@/lib/env";
import { deriveColumns } from "./derive-columns";
import { refuseHalfInstallation } from "./half-installation";
import { type OpenVault, openVault } from "./open-vault";
import { closeToOthers, type Exposed, filesOfDatabase } from "./private-files";
import { refuseToStart } from "./start-error";
import { inspectDatabase, migrate, refuseDamaged } from "./store/migrate";
import { placeOf } from "./store/place";
import { openStore, type Store } from "./store/store";
import { settleFirstKey } from "./vault/generated-key";
import { wrongRootKey } from "./vault/keyring";
import { findRootKeys } from "./vault/root-key";
import { deriveSessionSecret } from "./vault/session-secret";
import { hasWitness, readWitness, signWitnessAgain } from "./vault/witness-file";

export interface OpenInstallation extends OpenVault {
  readonly store: Store;
  /** Signs session cookies where several instances share the database and none was given; else undefined. */
  readonly sharedSessionSecret: string | undefined;
  /** Path of the root key file when this start has just made it. */
  readonly madeKeyFile: string | undefined;
  /** What of the console's own others on this machine could get at. */
  readonly exposed: readonly Exposed[];
  /** Where the database is now. */
  readonly findPlace: () => Promise<string>;
  /** Whether instances share the database. */
  readonly shared: boolean;
  /** Whether this start has just made the tables of the chain: then the log had none. */
  readonly unchainedBefore: boolean;
}

/** With it came the tables of the chain. */
const CHAIN_MIGRATION = "20261121120621_audit_chain";

/** Finds the key, holds it against the database before anything is written, migrates, and opens the vault. */
export async function openInstallation(
  env: Env,
  { checksPages = true }: { readonly checksPages?: boolean } = {},
): Promise<OpenInstallation> {
  requireGivenKey(env);
  const facts = await inspectDatabase(env.database);
  const found = findRootKeys(env, facts !== undefined || hasWitness(env.dataDir));
  const roots = [found.current, ...found.former];
  const unknown = facts?.rootKeyIds.filter((id) => !roots.some((root) => root.id === id)) ?? [];
  if (unknown.length > 0) throw wrongRootKey(roots, unknown);
  refuseHalfInstallation(env, facts, found, readWitness(env.dataDir, found));
  const exposed = closeOwnFiles(env);
  if (checksPages) refuseDamaged(env.database);
  const applied = await migrate(env.database);
  const store = openStore(env.database);
  try {
    const findPlace = () => placeOf(env.database);
    const vault = await openVault(store, env, {
      place: await findPlace(),
      beforeForgetting: (present) => signWitnessAgain(env.dataDir, present),
    });
    if (found.source === "generated") settleFirstKey(env.dataDir);
    await deriveColumns(store);
    const sharedSessionSecret =
      env.database.kind === "postgresql" ? deriveSessionSecret(found.current) : undefined;
    return {
      store,
      ...vault,
      sharedSessionSecret,
      madeKeyFile: found.madeFile,
      exposed,
      findPlace,
      shared: env.database.kind === "postgresql",
      unchainedBefore: applied.includes(CHAIN_MIGRATION),
    };
  } catch (refusal) {
    await store.close();
    throw refusal;
  }
}

/** With PostgreSQL nothing of the console's is on this disk but keys, which are refused when others can read them. */
function closeOwnFiles({ database, dataDir }: Env): Exposed[] {
  if (database.kind === "postgresql") return [];
  return closeToOthers({
    files: filesOfDatabase(database.file),
    folders: [...new Set([path.dirname(database.file), dataDir, path.join(dataDir, "keys")])],
  });
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

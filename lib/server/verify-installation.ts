import "server-only";
import type { ChainReport } from "@/lib/contracts/audit-chain";
import type { Env } from "@/lib/env";
import { readStatement } from "./audit/statement";
import { knownChain } from "./audit/story";
import { type VerifyOptions, verifyChain } from "./audit/verify";
import { refuseHalfInstallation } from "./half-installation";
import { findAuditKeys } from "./open-vault";
import { refuseToStart } from "./start-error";
import { inspectDatabase, pendingMigrations } from "./store/migrate";
import { openStore } from "./store/store";
import { wrongRootKey } from "./vault/keyring";
import { findRootKeys } from "./vault/root-key";
import { readWitness } from "./vault/witness-file";

/**
 * Verifies the audit log without a console around it, on connections that cannot write: what somebody has done to the
 * log is not covered by looking at it. Throws a start refusal where key and database do not belong together.
 */
export async function verifyInstallation(
  env: Env,
  options: Omit<VerifyOptions, "known">,
): Promise<ChainReport> {
  const facts = await inspectDatabase(env.database);
  const roots = findRootKeys(env, true);
  const given = [roots.current, ...roots.former];
  const unknown = facts?.rootKeyIds.filter((id) => !given.some((root) => root.id === id)) ?? [];
  if (unknown.length > 0) throw wrongRootKey(given, unknown);
  const witness = readWitness(env.dataDir, roots);
  refuseHalfInstallation(env, facts, roots, witness);
  const pending = await pendingMigrations(env.database);
  if (!facts?.installationId || pending.length > 0)
    throw refuseToStart(
      "database",
      facts
        ? `The database is of an earlier version: it lacks ${pending.join(", ")}. Start the console once, then verify. Nothing was written.`
        : "There is no installation whose log could be verified. Correct DATABASE_URL and DATA_DIR. Nothing was written.",
    );
  const store = openStore(env.database, { readOnly: true });
  try {
    const keys = await findAuditKeys(store, env, facts.installationId);
    const statement = readStatement(keys, facts.installationId, await store.installation.statement());
    return await verifyChain(store.auditChain, keys, { ...options, known: knownChain(witness, statement) });
  } finally {
    await store.close();
  }
}

import "server-only";
import type { Clock } from "../clock";
import type { AuditChain } from "../store/audit/chain";
import type { Store } from "../store/store";
import type { MacKeys } from "../vault/mac-keys";
import type { ChainPoint } from "../vault/witness-file";
import { entryOfTheConsole } from "./console-entry";
import { digestUpTo } from "./story";

/**
 * Hands the chain to the store and begins it after the entries that are there, which its first one covers: a digest of
 * them all stands where otherwise the mac of the entry before would. Only where nothing says that it had begun; see
 * story.ts. Returns where it begins.
 */
export async function beginAuditChain(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  chain: AuditChain,
  keys: MacKeys,
): Promise<ChainPoint> {
  store.chainAudit(chain);
  const { entries, ...begin } = await digestUpTo(store.auditChain, Number.MAX_SAFE_INTEGER);
  await store
    .transaction(async (entities) => {
      const begun = await entities.auditChain.begin({ ...begin, keyId: keys.current.id });
      if (begun && entries > 0) await entities.auditEntries.add(firstEntry(clock(), entries));
    })
    .catch(async (error: unknown) => {
      // Two that start at once: the other one began it.
      if (!(await store.auditChain.head())) throw error;
    });
  return begin;
}

const firstEntry = (at: Date, entries: number) =>
  entryOfTheConsole(
    at,
    "audit.begin-chain",
    `Entries are chained from here on. This one also covers the ${entries} written before.`,
  );

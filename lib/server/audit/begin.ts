import "server-only";
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock";
import type { Log } from "../log";
import type { AuditChain } from "../store/audit-chain";
import type { Store } from "../store/store";
import type { MacKeys } from "../vault/mac-keys";
import { createLegacyDigest } from "./chain";

const PAGE = 5000;

/**
 * Hands the chain to the store and, the first time, begins it. Entries from before there was a chain are covered by its
 * first one: a digest of them all stands where otherwise the mac of the entry before would.
 */
export async function beginAuditChain(
  { store, clock, log }: { store: Store; clock: Clock; log: Log },
  chain: AuditChain,
  keys: MacKeys,
): Promise<void> {
  store.chainAudit(chain);
  const { auditChain } = store;
  if (await auditChain.head()) return;
  if ((await auditChain.firstChained()) !== undefined || (await auditChain.checkpoint())) {
    // Beginning anew here would hide that entries were cut off. Without a head nothing is written, so nothing is changed.
    log.error("the row that says where the audit log ends is gone: run npm run castellan -- audit verify");
    return;
  }
  const digest = createLegacyDigest();
  let last = 0;
  let entries = 0;
  for (let rows = await auditChain.rows(0, Number.MAX_SAFE_INTEGER, PAGE); rows.length > 0; ) {
    for (const row of rows) digest.add(row);
    entries += rows.length;
    last = rows.at(-1)?.sequence ?? last;
    rows = await auditChain.rows(last, Number.MAX_SAFE_INTEGER, PAGE);
  }
  await store
    .transaction(async (entities) => {
      const head = { sequence: last, mac: digest.value(), keyId: keys.current.id };
      const begun = await entities.auditChain.begin(head);
      if (begun && entries > 0) await entities.auditEntries.add(firstEntry(clock(), entries));
    })
    .catch(async (error: unknown) => {
      // Two that start at once: the other one began it.
      if (!(await auditChain.head())) throw error;
    });
}

const firstEntry = (at: Date, entries: number) => ({
  id: randomUUID(),
  intentId: null,
  at,
  action: "audit.begin-chain",
  actorId: "console",
  actorName: "The console",
  actorEmail: "",
  actorRole: null,
  sessionId: null,
  objectType: "audit-log",
  objectId: "audit-log",
  objectName: "Audit log",
  tenantId: null,
  tenantName: null,
  outcome: "succeeded",
  detail: `Entries are chained from here on. This one also covers the ${entries} written before.`,
  qlik: null,
  requestId: randomUUID(),
  address: null,
  reason: null,
});

import { beginAuditChain } from "@/lib/server/audit/begin";
import { createAuditChain } from "@/lib/server/audit/chain";
import type { KnownChain } from "@/lib/server/audit/verify";
import { createLog } from "@/lib/server/log";
import type { NewAuditEntry } from "@/lib/server/store/audit/chain";
import type { Store } from "@/lib/server/store/store";
import { makeDataKey } from "@/lib/server/vault/keyring";
import { createMacKeys, type MacKeys } from "@/lib/server/vault/mac-keys";

export const macKeysForTest = (id = "audit-1"): MacKeys =>
  createMacKeys("installation", [makeDataKey("audit", id)]);

/** Lets a store take audit entries; returns the lines that were logged. */
export async function chainForTest(
  store: Store,
  {
    keys = macKeysForTest(),
    now = () => Date.now(),
    print,
  }: { keys?: MacKeys; now?: () => number; print?: (line: string) => void } = {},
): Promise<{ keys: MacKeys; logged: string[]; known: KnownChain }> {
  const logged: string[] = [];
  const log = createLog("trace", { write: (line) => void logged.push(line) });
  const chain = createAuditChain({ keys, log, now, print });
  const begun = await store.auditChain.head();
  if (begun) store.chainAudit(chain);
  const begin = begun ?? (await beginAuditChain({ store, clock: () => new Date(now()) }, chain, keys));
  return { keys, logged, known: { begin, head: begin, lost: null, outside: true } };
}

export const auditEntryForTest = (id: string, columns: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  id,
  intentId: null,
  at: new Date("2026-11-21T09:30:00.123Z"),
  action: "organization.sync",
  actorId: "p1",
  actorName: "Ada",
  actorEmail: "ada@example.com",
  actorRole: "operator",
  sessionId: "session",
  objectType: "organization",
  objectId: "o1",
  objectName: "Northwind",
  tenantId: null,
  tenantName: null,
  outcome: "succeeded",
  detail: null,
  qlik: null,
  requestId: "r1",
  address: "192.0.2.1",
  reason: null,
  partOf: null,
  owner: null,
  ...columns,
});

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { createAuditChain, createLegacyDigest } from "@/lib/server/audit/chain";
import { verifyChain } from "@/lib/server/audit/verify";
import { createLog } from "@/lib/server/log";
import { migrate } from "@/lib/server/store/migrate";
import { openStore } from "@/lib/server/store/store";
import { makeDataKey } from "@/lib/server/vault/keyring";
import { createMacKeys } from "@/lib/server/vault/mac-keys";

export interface VerifyingTime {
  readonly entries: number;
  readonly ms: number;
}

const BATCH = 10_000;

/** Holds that many audit entries of a SQLite database against their chain. They are written by hand: that is not measured. */
export async function verifyAuditLog(entries: number): Promise<VerifyingTime> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-bench-"));
  const file = path.join(folder, "castellan.db");
  const location = { kind: "sqlite", file } as const;
  try {
    await migrate(location);
    const keys = createMacKeys("bench", [makeDataKey("audit")]);
    fill(file, keys, entries);
    const store = openStore(location);
    const startedAt = performance.now();
    const report = await verifyChain(store.auditChain, keys);
    const ms = performance.now() - startedAt;
    await store.close();
    if (report.verdict !== "whole") throw new Error(report.message);
    return { entries, ms };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function fill(file: string, keys: ReturnType<typeof createMacKeys>, entries: number): void {
  const log = createLog("silent");
  const chain = createAuditChain({ keys, log, now: () => Date.now(), print: undefined });
  const database = new Sqlite(file);
  const startOfChain = { sequence: 0, mac: createLegacyDigest().value() };
  let previous = startOfChain;
  for (let start = 0; start < entries; start += BATCH) {
    const count = Math.min(BATCH, entries - start);
    const rows = chain.link(
      previous,
      Array.from({ length: count }, (_, index) => entryOf(start + index)),
    );
    insert(database, rows);
    const last = rows.at(-1);
    previous = { sequence: last?.sequence ?? 0, mac: last?.mac ?? "" };
  }
  database
    .prepare("INSERT INTO audit_heads (id, sequence, mac, keyId) VALUES (1, ?, ?, ?)")
    .run(previous.sequence, previous.mac, keys.current.id);
  database.close();
}

const entryOf = (number: number) => ({
  id: `entry-${number}`,
  intentId: number % 2 === 1 ? `entry-${number - 1}` : null,
  at: new Date(1_790_000_000_000 + number * 1000),
  action: "oauth-token.revoke",
  actorId: "person-1",
  actorName: "Ada Castellan",
  actorEmail: "ada@example.com",
  actorRole: "admin",
  sessionId: "session-1",
  objectType: "oauth-token",
  objectId: `token-${number >> 1}`,
  objectName: `token-${number >> 1}`,
  tenantId: `tenant-${number % 50}`,
  tenantName: `Tenant ${number % 50}`,
  outcome: number % 2 === 1 ? "succeeded" : null,
  detail: null,
  qlik: null,
  requestId: `request-${number >> 5}`,
  address: "192.0.2.7",
  reason: null,
  partOf: null,
  owner: null,
});

function insert(database: Sqlite.Database, rows: readonly object[]): void {
  const names = Object.keys(rows[0] ?? {});
  const statement = database.prepare(
    `INSERT INTO audit_entries (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
  );
  database.transaction(() => {
    // As the database's own driver writes a moment.
    for (const row of rows)
      statement.run(
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            value instanceof Date ? value.toISOString().replace("Z", "+00:00") : value,
          ]),
        ),
      );
  })();
}

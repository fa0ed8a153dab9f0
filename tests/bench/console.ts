import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createSecret } from "@/lib/contracts/secret";
import type { DatabaseLocation } from "@/lib/env/database-location";
import { createAuditLog } from "@/lib/server/audit/audit-log";
import { beginAuditChain } from "@/lib/server/audit/begin";
import { createAuditChain } from "@/lib/server/audit/chain";
import { systemMonotonic } from "@/lib/server/clock";
import { createLeases } from "@/lib/server/jobs/leases";
import { createLog } from "@/lib/server/log";
import { createNotes } from "@/lib/server/notes";
import { createQlikClient, type QlikClientOptions } from "@/lib/server/qlik/client";
import { createAuthority } from "@/lib/server/services/authority";
import { createConnections } from "@/lib/server/services/connections/connections";
import type { SealedCredentials } from "@/lib/server/services/connections/sealed-credentials";
import { createOutward } from "@/lib/server/services/outward";
import { createTokenInventoryService } from "@/lib/server/services/token-inventory/token-inventory";
import { migrate } from "@/lib/server/store/migrate";
import { openStore, type Store } from "@/lib/server/store/store";
import { makeDataKey } from "@/lib/server/vault/keyring";
import { createMacKeys } from "@/lib/server/vault/mac-keys";
import type { TenantOfSandbox } from "@/tests/support/servers/sandbox-control";

const clock = () => new Date();

/** An empty database in a folder of its own. */
export async function withDatabase<T>(
  work: (store: Store, location: DatabaseLocation) => Promise<T>,
  given?: DatabaseLocation,
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "castellan-bench-"));
  const location = given ?? ({ kind: "sqlite", file: path.join(folder, "castellan.db") } as const);
  try {
    await migrate(location);
    const store = openStore(location);
    const log = createLog("silent");
    const keys = createMacKeys("bench", [makeDataKey("audit")]);
    const chain = createAuditChain({ keys, log, now: () => Date.now(), print: undefined });
    await beginAuditChain({ store, clock }, chain, keys);
    try {
      return await work(store, location);
    } finally {
      await store.close();
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The parts of a console that read and revoke tokens, on a store in which these tenants are connected. */
export async function benchConsole(
  store: Store,
  port: number,
  tenants: readonly TenantOfSandbox[],
  pace: QlikClientOptions["pace"] = {},
) {
  const log = createLog("silent");
  const secrets = new Map(tenants.map(({ clientId, clientSecret }) => [clientId, clientSecret]));
  for (const tenant of tenants) await connect(store, tenant);
  const qlik = createQlikClient({ connectTo: { host: "127.0.0.1", port }, extraHosts: [], pace });
  // Opening secrets is measured by itself.
  const sealedCredentials = {
    open: async ({ id, clientId }) => ({
      key: id,
      clientId,
      clientSecret: createSecret(secrets.get(clientId) ?? ""),
    }),
  } as Pick<SealedCredentials, "open"> as SealedCredentials;
  const audit = createAuditLog({ store, clock, log });
  const authority = createAuthority({ store, audit });
  const outward = createOutward({ store, audit, clock });
  const connections = createConnections({
    store,
    qlik,
    sealedCredentials,
    extraHosts: [],
    clock,
    takeNote: createNotes(log),
    authority,
    outward,
  });
  const leases = createLeases({ store, log });
  const shared = {
    store,
    connections,
    audit,
    authority,
    outward,
    leases,
    clock,
    elapsed: systemMonotonic,
    log,
  };
  return { ...shared, inventory: createTokenInventoryService(shared), close: qlik.close };
}

async function connect(store: Store, { tenantId, name, hostname, clientId }: TenantOfSandbox): Promise<void> {
  const at = clock();
  const listed = {
    id: tenantId,
    name: name ?? "",
    hostnames: [hostname],
    status: "active",
    regionCode: "eu-west-1",
    countryCode: "IE",
    subscriptionId: null,
    licenseNumber: null,
    licenseStartsAt: null,
    licenseEndsAt: null,
    deletionStartsAt: null,
    createdAt: null,
    updatedAt: null,
  };
  await store.tenants.keepUnlisted(listed, at);
  await store.credentials.put(
    { tenantId },
    {
      id: `credential-${tenantId}`,
      hostname,
      clientId,
      level: "tenant",
      sealedSecret: "",
      secretFingerprint: "",
      secretSetAt: at,
      lastCheck: { at: at.toISOString(), outcome: "passed", steps: [] },
    },
  );
}

import { setTimeout as sleep } from "node:timers/promises";
import { fleetFilters } from "@/lib/contracts/fleet-tokens";
import { actorWithoutSession } from "@/lib/server/actor";
import { createRevocationService } from "@/lib/server/services/revocations/revocations";
import { startRevocationWorker } from "@/lib/server/services/revocations/worker";
import { benchConsole, withDatabase } from "@/tests/bench/console";
import type { BenchSandbox } from "@/tests/bench/sandbox";

/** What a large revocation costs. */
export interface FleetRevocation {
  readonly tokens: number;
  readonly revoked: number;
  readonly ms: number;
  readonly auditRows: number;
  /** Highest resident memory above that at the start, over the first and over the second half of the work. */
  readonly firstHalfMib: number;
  readonly secondHalfMib: number;
}

const MIB = 1024 * 1024;
const LOOKS_EVERY_MS = 50;
const UNLIMITED = { writesPerWindow: 1_000_000, readsPerWindow: 1_000_000 };

/** Revokes everything of some tenants as one job, with all audit rows; rate limits are out of the way on both sides. */
export async function revokeFleet(sandbox: BenchSandbox, tenantCount: number): Promise<FleetRevocation> {
  const tenants = sandbox.tenants.slice(0, tenantCount);
  await sandbox.begin({ latencyMs: 0, connectLatencyMs: 0, rateLimits: null });
  return withDatabase(async (store) => {
    const console = await benchConsole(store, sandbox.port, tenants, UNLIMITED);
    await console.inventory.read(tenants.map(({ tenantId }) => tenantId));
    const service = createRevocationService({
      ...console,
      tokenInventory: console.inventory,
      wake: () => undefined,
    });
    const person = { id: "bench", name: "Bench", email: "bench@example.com", role: "operator" } as const;
    await store.people.create({ ...person, passwordHash: null });
    const actor = actorWithoutSession(person);
    const given = { includeConsoleOwn: false, reason: undefined };
    const filters = fleetFilters.omit({ sort: true }).parse({});
    const { id, counts } = await service.create(actor, {
      ...given,
      selection: { kind: "fleet", filters, except: [] },
      dryRun: true,
    });

    const idle = process.memoryUsage.rss();
    const peaks = { first: 0, second: 0 };
    const start = performance.now();
    await service.create(actor, {
      ...given,
      selection: { kind: "preview", revocationId: id },
      dryRun: false,
    });
    const worker = startRevocationWorker(console);
    for (;;) {
      const now = await service.get(actor, id);
      const half = now.counts.pending * 2 > counts.total ? "first" : "second";
      peaks[half] = Math.max(peaks[half], process.memoryUsage.rss() - idle);
      if (now.state === "finished") break;
      await sleep(LOOKS_EVERY_MS);
    }
    const ms = performance.now() - start;
    await worker.stop();
    const ended = await service.get(actor, id);
    const auditRows = (await store.auditChain.head())?.sequence ?? 0;
    await console.close();
    return {
      tokens: counts.total,
      revoked: ended.counts.revoked,
      ms,
      auditRows,
      firstHalfMib: peaks.first / MIB,
      secondHalfMib: peaks.second / MIB,
    };
  });
}

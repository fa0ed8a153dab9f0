import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { benchConsole, withDatabase } from "@/tests/bench/console";
import { readPages, runOurs, tenantApi } from "@/tests/bench/ours";
import type { BenchSandbox } from "@/tests/bench/sandbox";
import { DELAY_MS, type Sizes } from "@/tests/bench/sizes";

/** In milliseconds. */
export interface FleetSync {
  readonly tenants: number;
  readonly tokens: number;
  /** The client alone, keeping nothing. */
  readonly clientMs: number;
  /** Into an empty inventory. */
  readonly firstMs: number;
  /** As every hour: nothing but the console's own tokens has changed. */
  readonly againMs: number;
  readonly peakMib: number;
}

const MIB = 1024 * 1024;
const LOOKS_EVERY_MS = 20;

/** Reads users and tokens of many tenants into the store of a console on SQLite. */
export async function syncFleet(sandbox: BenchSandbox, sizes: Sizes): Promise<FleetSync> {
  const tenants = sandbox.tenants.slice(0, sizes.fleet.tenants);
  const conditions = { latencyMs: DELAY_MS, connectLatencyMs: DELAY_MS };
  const client = await runOurs(sandbox, {
    conditions,
    runs: 1,
    work: async (qlik, since) => {
      const read = await Promise.all(
        tenants.map((tenant) => readPages(tenantApi(qlik, tenant).of(createOAuthTokens).pages(), since)),
      );
      return { done: read.reduce((sum, { done }) => sum + done, 0) };
    },
  });
  return withDatabase(async (store) => {
    await sandbox.begin(conditions);
    const console = await benchConsole(store, sandbox.port, tenants);
    const idle = process.memoryUsage.rss();
    let peak = idle;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, LOOKS_EVERY_MS);
    const timed = async () => {
      const start = performance.now();
      await console.inventory.read(tenants.map(({ tenantId }) => tenantId));
      return performance.now() - start;
    };
    const firstMs = await timed();
    const againMs = await timed();
    clearInterval(watch);
    const tokens = (await store.tokenSyncs.byTenant()).reduce((sum, tenant) => sum + tenant.tokens, 0);
    await console.close();
    return {
      tenants: tenants.length,
      tokens,
      clientMs: client.median.ms,
      firstMs,
      againMs,
      peakMib: (peak - idle) / MIB,
    };
  });
}

import type { QlikClient } from "@/lib/server/qlik/client";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { runPlain } from "@/tests/bench/baselines/plain-fetch";
import { runVendor } from "@/tests/bench/baselines/vendor-client";
import { type Run, runsOf } from "@/tests/bench/measure";
import { readPages, runOurs, tenantApi } from "@/tests/bench/ours";
import { allDone, atMost, exactly, type Row, rivalFrom, type Target } from "@/tests/bench/row";
import type { BenchSandbox } from "@/tests/bench/sandbox";
import { DELAY_MS, PAGE, type Sizes } from "@/tests/bench/sizes";

const MIB = 1024 * 1024;
const MOST_MEMORY_MIB = 150;
/** The vendor's client would take minutes for all. */
const VENDORS_TENANTS = 10;

/** Every token of many tenants, all tenants at once. Measured first in a process, so that its memory starts idle. */
export async function listFleet(sandbox: BenchSandbox, sizes: Sizes): Promise<Row> {
  const { tokensPerTenant } = sizes.fleet;
  const tenants = sandbox.tenants.slice(0, sizes.fleet.tenants);
  const wanted = tenants.length * tokensPerTenant;
  const distant = { latencyMs: DELAY_MS, connectLatencyMs: DELAY_MS };
  const near = { latencyMs: 0, connectLatencyMs: 0 };

  async function work(client: QlikClient, since: () => number) {
    const outcomes = await Promise.all(
      tenants.map((tenant) => readPages(tenantApi(client, tenant).of(createOAuthTokens).pages(), since)),
    );
    return { done: outcomes.reduce((sum, { done }) => sum + done, 0) };
  }

  const ourRuns: Run[] = [];
  const plainRuns: Run[] = [];
  // In turns, so that neither has the colder engine or the busier machine.
  while (ourRuns.length < sizes.runs) {
    const { all } = await runOurs(sandbox, { conditions: distant, runs: 1, work });
    ourRuns.push(...all);
    const rival = await runPlain(sandbox, {
      conditions: distant,
      runs: 1,
      before: async () => null,
      work: async (fetching) => {
        const counts = await Promise.all(
          tenants.map(async ({ hostname, ...client }) =>
            fetching.tokens(hostname, await fetching.accessToken(hostname, client)),
          ),
        );
        return counts.reduce((sum, count) => sum + count, 0);
      },
    });
    plainRuns.push(...rival.all);
  }
  const ours = runsOf(ourRuns);
  const plain = runsOf(plainRuns);
  const atOnce = await runOurs(sandbox, { conditions: near, runs: sizes.runs, work });
  const few = tenants.slice(0, VENDORS_TENANTS);
  const vendor = await runVendor(sandbox, {
    conditions: distant,
    work: async (at) => {
      let rows = 0;
      for (const tenant of few) rows += await at(tenant).tokens();
      return rows;
    },
  });

  const delays = 2 + Math.ceil(tokensPerTenant / PAGE);
  const limitMs = delays * DELAY_MS;
  const own = atOnce.median.ms;
  const peakMib = Math.max(...ours.all.map(({ peakBytes }) => peakBytes)) / MIB;
  const memory: Target = {
    what: `memory above idle < ${MOST_MEMORY_MIB} MiB`,
    measured: `${Math.round(peakMib)} MiB`,
    met: peakMib < MOST_MEMORY_MIB,
  };
  const time: Target = {
    what: `≤ ${delays} L + 1.25 × own time at L = 0 (${Math.round(own)} ms)`,
    measured: `${Math.round(ours.median.ms)} of ${Math.round(limitMs + 1.25 * own)} ms`,
    met: ours.median.ms <= limitMs + 1.25 * own,
  };
  return {
    job: `list ${tenants.length} tenants × ${tokensPerTenant} tokens`,
    wanted,
    limit: { words: `${delays} L + own`, ms: limitMs + own },
    ours,
    plain: rivalFrom(plain.median, wanted),
    vendor: rivalFrom(vendor, wanted, tenants.length / few.length),
    targets: [
      time,
      atMost("of Promise.all", ours.median.ms / plain.median.ms, 0.8),
      exactly("connections", ours.median.seen.connections, tenants.length),
      memory,
      allDone(ours, wanted),
    ],
  };
}

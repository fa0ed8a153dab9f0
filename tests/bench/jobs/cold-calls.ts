import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { runOurs, succeeded, tenantApi } from "@/tests/bench/ours";
import { allDone, exactly, type Row } from "@/tests/bench/row";
import type { BenchSandbox } from "@/tests/bench/sandbox";
import { DELAY_MS, type Sizes } from "@/tests/bench/sizes";
import type { TenantOfSandbox } from "@/tests/support/servers/sandbox-control";

const SLOTS = 16;

/** Many callers at once while there is no access token yet: one exchange has to do for all. */
export async function coldCalls(sandbox: BenchSandbox, sizes: Sizes, tenant: TenantOfSandbox): Promise<Row> {
  const wanted = sizes.coldCalls;
  const ours = await runOurs(sandbox, {
    conditions: { latencyMs: DELAY_MS, connectLatencyMs: DELAY_MS },
    runs: 1,
    work: async (client) => {
      const oauthTokens = tenantApi(client, tenant).of(createOAuthTokens);
      const calls = Array.from({ length: wanted }, () => oauthTokens.list({ limit: 1 }));
      return { done: succeeded(await Promise.all(calls)) };
    },
  });
  // As in the revocations: the first connection works while the others are opened.
  const delays = 2 + Math.ceil((wanted + SLOTS - 1) / SLOTS);
  return {
    job: `${wanted} cold calls to one tenant`,
    wanted,
    limit: { words: `${delays} L at ${SLOTS} per tenant`, ms: delays * DELAY_MS },
    ours,
    plain: null,
    vendor: null,
    targets: [
      // Reading is tier 1: all that is in tier 2 here is exchanges.
      exactly("token exchanges", ours.median.seen.byTier["2"], 1),
      allDone(ours, wanted),
    ],
  };
}

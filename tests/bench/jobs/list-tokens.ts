import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { runPlain } from "@/tests/bench/baselines/plain-fetch";
import { runVendor } from "@/tests/bench/baselines/vendor-client";
import { readPages, runOurs, tenantApi } from "@/tests/bench/ours";
import { allDone, atMost, type Row, rivalFrom } from "@/tests/bench/row";
import type { BenchSandbox } from "@/tests/bench/sandbox";
import { DELAY_MS, PAGE, type Sizes } from "@/tests/bench/sizes";
import type { TenantOfSandbox } from "@/tests/support/servers/sandbox-control";

/** The vendor's client follows the same cursor: a part of it tells as much. */
const VENDORS_PAGES = 20;

/** Every token of one tenant by one cursor. */
export async function listTokens(sandbox: BenchSandbox, sizes: Sizes, tenant: TenantOfSandbox): Promise<Row> {
  const wanted = sizes.tokensOfOneTenant;
  const pages = Math.ceil(wanted / PAGE);
  const conditions = { latencyMs: DELAY_MS, connectLatencyMs: DELAY_MS };
  const ours = await runOurs(sandbox, {
    conditions,
    runs: sizes.runs,
    work: (client, since) => readPages(tenantApi(client, tenant).of(createOAuthTokens).pages(), since),
  });
  const plain = await runPlain(sandbox, {
    conditions,
    runs: 1,
    before: async () => null,
    work: async (fetching) =>
      fetching.tokens(tenant.hostname, await fetching.accessToken(tenant.hostname, tenant)),
  });
  const vendorsPages = Math.min(VENDORS_PAGES, pages);
  const vendor = await runVendor(sandbox, {
    conditions,
    work: (at) => at(tenant).tokens(vendorsPages),
  });

  const limitMs = (2 + pages) * DELAY_MS;
  return {
    job: `list ${wanted} tokens of one tenant`,
    wanted,
    limit: { words: `${2 + pages} L`, ms: limitMs },
    ours,
    plain: rivalFrom(plain.median, wanted),
    vendor: rivalFrom(vendor, wanted, pages / vendorsPages),
    targets: [atMost("of the limit", ours.median.ms / limitMs, 1.1), allDone(ours, wanted)],
  };
}

import { createOrganizationTenants } from "@/lib/server/qlik/resources/organization-tenants";
import { runPlain } from "@/tests/bench/baselines/plain-fetch";
import { credentialOf, readPages, runOurs } from "@/tests/bench/ours";
import { allDone, atMost, type Row, rivalFrom, type Target } from "@/tests/bench/row";
import type { BenchSandbox } from "@/tests/bench/sandbox";
import { DELAY_MS, PAGE, type Sizes } from "@/tests/bench/sizes";

/** Every tenant of an organization by one cursor, which nobody can follow faster than one page after the other. */
export async function listTenants(sandbox: BenchSandbox, sizes: Sizes): Promise<Row> {
  const wanted = sizes.organizationTenants;
  const conditions = { latencyMs: DELAY_MS, connectLatencyMs: DELAY_MS };
  const ours = await runOurs(sandbox, {
    conditions,
    runs: sizes.runs,
    work: (client, since) =>
      readPages(
        client.organization(credentialOf(sandbox.organization)).of(createOrganizationTenants).pages(),
        since,
      ),
  });
  const plain = await runPlain(sandbox, {
    conditions,
    runs: 1,
    before: async () => null,
    work: (fetching) => fetching.organizationTenants(sandbox.organization),
  });

  const delays = 2 + Math.ceil(wanted / PAGE);
  const limitMs = delays * DELAY_MS;
  const firstMs = ours.median.firstMs ?? Number.POSITIVE_INFINITY;
  const firstPage: Target = {
    what: "first page within 5 L",
    measured: `${(firstMs / DELAY_MS).toFixed(1)} L`,
    met: firstMs <= 5 * DELAY_MS,
  };
  return {
    job: `list ${wanted} tenants, one cursor`,
    wanted,
    limit: { words: `${delays} L`, ms: limitMs },
    ours,
    plain: rivalFrom(plain.median, wanted),
    // It has no list of an organization's tenants.
    vendor: null,
    targets: [atMost("of the limit", ours.median.ms / limitMs, 1.1), firstPage, allDone(ours, wanted)],
  };
}

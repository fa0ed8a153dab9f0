import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { runPlain } from "@/tests/bench/baselines/plain-fetch";
import { runVendor } from "@/tests/bench/baselines/vendor-client";
import { runOurs, succeeded, tenantApi } from "@/tests/bench/ours";
import { allDone, atMost, type Row, rivalFrom } from "@/tests/bench/row";
import type { BenchSandbox } from "@/tests/bench/sandbox";
import { DELAY_MS, type Sizes } from "@/tests/bench/sizes";
import type { TenantOfSandbox } from "@/tests/support/servers/sandbox-control";

const SLOTS = 16;
/** So many delays the issue grants 100 revocations per tenant; the delay alone allows less. */
const GRANTED_DELAYS = 15;
const VENDORS_REVOCATIONS = 20;

/** Revokes tokens whose ids are known already, in several tenants at once. */
export async function revokeInManyTenants(
  sandbox: BenchSandbox,
  sizes: Sizes,
  tenants: readonly TenantOfSandbox[],
): Promise<Row> {
  const { perTenant } = sizes.revocations;
  const wanted = tenants.length * perTenant;
  const conditions = { latencyMs: DELAY_MS, connectLatencyMs: DELAY_MS };
  const idsByTenant = await Promise.all(
    tenants.map(async (tenant) => ({ tenant, ids: await sandbox.tokenIds(tenant, perTenant) })),
  );
  const ours = await runOurs(sandbox, {
    conditions,
    runs: sizes.runs,
    work: async (client) => {
      const revocations = idsByTenant.flatMap(({ tenant, ids }) => {
        const oauthTokens = tenantApi(client, tenant).of(createOAuthTokens);
        return ids.map((id) => oauthTokens.revoke(id));
      });
      return { done: succeeded(await Promise.all(revocations)) };
    },
  });
  const plain = await runPlain(sandbox, {
    conditions,
    runs: sizes.runs,
    before: async () => null,
    work: async (fetching) => {
      const revoked = await Promise.all(
        idsByTenant.map(async ({ tenant, ids }) => {
          const bearer = await fetching.accessToken(tenant.hostname, tenant);
          return Promise.all(ids.map((id) => fetching.revoke(tenant.hostname, bearer, id)));
        }),
      );
      return revoked.flat().filter(Boolean).length;
    },
  });
  const [first] = idsByTenant;
  if (!first) throw new Error("There is no tenant to revoke in.");
  const few = first.ids.slice(0, VENDORS_REVOCATIONS);
  const vendor = await runVendor(sandbox, {
    conditions,
    work: async (at) => {
      const vendorTenant = at(first.tenant);
      for (const id of few) await vendorTenant.revoke(id);
      return few.length;
    },
  });

  // Connecting and the exchange; then the other connections come a delay later than the first, which works meanwhile.
  const delays = 2 + Math.ceil((perTenant + SLOTS - 1) / SLOTS);
  const granted = GRANTED_DELAYS * DELAY_MS;
  return {
    job: `revoke in ${tenants.length} tenants × ${perTenant}`,
    wanted,
    limit: { words: `${delays} L at ${SLOTS} per tenant`, ms: delays * DELAY_MS },
    ours,
    plain: rivalFrom(plain.median, wanted),
    vendor: rivalFrom(vendor, wanted, wanted / few.length),
    targets: [atMost(`of ${GRANTED_DELAYS} L`, ours.median.ms / granted, 1.25), allDone(ours, wanted)],
  };
}

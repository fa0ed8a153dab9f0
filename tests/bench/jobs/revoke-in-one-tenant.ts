import { setTimeout as sleep } from "node:timers/promises";
import { QLIKS_PACE } from "@/lib/server/qlik/paced-send";
import { createOAuthTokens } from "@/lib/server/qlik/resources/oauth-tokens";
import { runPlain } from "@/tests/bench/baselines/plain-fetch";
import { runVendor } from "@/tests/bench/baselines/vendor-client";
import { runOurs, succeeded, tenantApi } from "@/tests/bench/ours";
import { allDone, atMost, exactly, type Row, rivalFrom } from "@/tests/bench/row";
import type { BenchSandbox } from "@/tests/bench/sandbox";
import type { Sizes } from "@/tests/bench/sizes";
import type { TenantOfSandbox } from "@/tests/support/servers/sandbox-control";

const SHORT_DELAY_MS = 40;
/** Few enough for one window: the vendor's client gives up at the first 429. */
const VENDORS_REVOCATIONS = 50;
/** Beyond window and margin, so that nothing hangs on a millisecond. */
const SPARE_MS = 500;

/**
 * Revokes more tokens of one tenant than fit in one window of the rate limit, which is scaled down from five minutes.
 * The exchange is made a window earlier: it uses the same tier, and a single request more would cost a whole window.
 */
export async function revokeInOneTenant(
  sandbox: BenchSandbox,
  sizes: Sizes,
  tenant: TenantOfSandbox,
): Promise<Row> {
  const { tokens: wanted, perWindow, windowSeconds } = sizes.revocationsInOneTenant;
  const rateLimits = { windowSeconds, writes: perWindow, reads: 5_000, special: 1_000, usersPerTenant: null };
  const conditions = { latencyMs: SHORT_DELAY_MS, connectLatencyMs: SHORT_DELAY_MS, rateLimits };
  const windowMs = windowSeconds * 1000;
  const ids = await sandbox.tokenIds(tenant, wanted);
  const { hostname } = tenant;
  const untilNextWindow = () => sleep(windowMs + QLIKS_PACE.marginMs + SPARE_MS);

  const ours = await runOurs(sandbox, {
    conditions,
    runs: 1,
    pace: { writesPerWindow: perWindow, windowMs },
    before: async (client) => {
      const exchanged = await tenantApi(client, tenant).exchange();
      if (!exchanged.ok) throw new Error(exchanged.error.message);
      await untilNextWindow();
    },
    work: async (client) => {
      const oauthTokens = tenantApi(client, tenant).of(createOAuthTokens);
      return { done: succeeded(await Promise.all(ids.map((id) => oauthTokens.revoke(id)))) };
    },
  });
  const plain = await runPlain(sandbox, {
    conditions,
    runs: 1,
    before: async (fetching) => {
      const bearer = await fetching.accessToken(hostname, tenant);
      await untilNextWindow();
      return bearer;
    },
    work: async (fetching, bearer) => {
      const revoked = await Promise.all(ids.map((id) => fetching.revoke(hostname, bearer, id)));
      return revoked.filter(Boolean).length;
    },
  });
  const few = ids.slice(0, VENDORS_REVOCATIONS);
  const vendor = await runVendor(sandbox, {
    conditions,
    work: async (at) => {
      const vendorTenant = at(tenant);
      for (const id of few) await vendorTenant.revoke(id);
      return few.length;
    },
  });

  const limitMs = (Math.ceil(wanted / perWindow) - 1) * windowMs;
  return {
    job: `revoke ${wanted} in one tenant, ${perWindow} per ${windowSeconds} s, L = ${SHORT_DELAY_MS} ms`,
    wanted,
    limit: { words: "the window", ms: limitMs },
    ours,
    plain: rivalFrom(plain.median, wanted),
    vendor: rivalFrom(vendor, wanted, wanted / few.length),
    targets: [
      atMost("of the window", ours.median.ms / limitMs, 1.2),
      exactly("answers 429", ours.median.seen.byStatus["429"] ?? 0, 0),
      allDone(ours, wanted),
    ],
  };
}

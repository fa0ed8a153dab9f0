import oauthTokens from "@qlik/api/oauth-tokens";
import { fetch } from "undici";
import { measure, type Run } from "@/tests/bench/measure";
import type { BenchSandbox, Conditions } from "@/tests/bench/sandbox";
import { PAGE } from "@/tests/bench/sizes";
import type { TenantOfSandbox } from "@/tests/support/servers/sandbox-control";
import { loopbackAgent } from "./loopback";

/** Calls of the vendor's client at one tenant, each waiting for the one before it. */
export interface VendorTenant {
  /** Rows read, at most so many pages of them. */
  tokens(mostPages?: number): Promise<number>;
  revoke(tokenId: string): Promise<void>;
}

function vendorTenant({ hostname, clientId, clientSecret }: TenantOfSandbox): VendorTenant {
  const hostConfig = {
    authType: "oauth2" as const,
    host: `https://${hostname}`,
    clientId,
    clientSecret,
    scope: "admin_classic",
    noCache: true,
  };
  const options = { hostConfig, noCache: true };
  return {
    async tokens(mostPages = Number.POSITIVE_INFINITY) {
      let rows = 0;
      let pages = 0;
      let page: Awaited<ReturnType<typeof oauthTokens.getOauthTokens>> | undefined =
        await oauthTokens.getOauthTokens({ limit: PAGE }, options);
      while (page) {
        rows += page.data.data?.length ?? 0;
        pages += 1;
        page = pages < mostPages ? await page.next?.(options) : undefined;
      }
      return rows;
    },
    async revoke(tokenId) {
      await oauthTokens.deleteOauthToken(tokenId, options);
    },
  };
}

/**
 * Runs a job once with the vendor's client. It keeps access tokens by client id for as long as the process lives, so no
 * tenant may be used in two jobs.
 */
export async function runVendor(
  sandbox: BenchSandbox,
  job: {
    readonly conditions: Conditions;
    readonly work: (at: typeof vendorTenant) => Promise<number>;
  },
): Promise<Run> {
  await sandbox.begin(job.conditions);
  const agent = loopbackAgent(sandbox.port);
  // Its only way out is the global fetch.
  const usual = globalThis.fetch;
  const through = (input: string, init: object) => fetch(input, { ...init, dispatcher: agent });
  return measure(sandbox, async () => {
    Object.assign(globalThis, { fetch: through });
    try {
      return { done: await job.work(vendorTenant) };
    } finally {
      Object.assign(globalThis, { fetch: usual });
    }
  }).finally(() => agent.close());
}

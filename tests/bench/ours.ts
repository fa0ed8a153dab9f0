import { createSecret } from "@/lib/contracts/secret";
import type { QlikCredential } from "@/lib/server/qlik/access-tokens";
import { createQlikClient, type QlikClient, type QlikClientOptions } from "@/lib/server/qlik/client";
import { parseQlikHost, type QlikHost } from "@/lib/server/qlik/hosts";
import type { Result } from "@/lib/server/result";
import type { TenantOfSandbox } from "@/tests/support/servers/sandbox-control";
import { measure, type Outcome, type Runs, repeat } from "./measure";
import type { BenchSandbox, Conditions } from "./sandbox";

export interface OurJob {
  readonly conditions: Conditions;
  readonly runs: number;
  readonly pace?: QlikClientOptions["pace"];
  /** What happens before the watch starts. */
  readonly before?: (client: QlikClient) => Promise<unknown>;
  readonly work: (client: QlikClient, since: () => number) => Promise<Outcome>;
}

/** Runs a job with Castellan's client, a new and cold one each time. */
export function runOurs(sandbox: BenchSandbox, job: OurJob): Promise<Runs> {
  return repeat(job.runs, async () => {
    await sandbox.begin(job.conditions);
    const client = createQlikClient({
      connectTo: { host: "127.0.0.1", port: sandbox.port },
      extraHosts: [],
      pace: job.pace,
    });
    try {
      await job.before?.(client);
      return await measure(sandbox, (since) => job.work(client, since));
    } finally {
      await client.close();
    }
  });
}

export function credentialOf(client: {
  readonly clientId: string;
  readonly clientSecret: string;
}): QlikCredential {
  const { clientId, clientSecret } = client;
  return { key: clientId, clientId, clientSecret: createSecret(clientSecret) };
}

export function tenantApi(client: QlikClient, tenant: TenantOfSandbox) {
  return client.tenant(hostOf(tenant), credentialOf(tenant));
}

/** Reads all pages, keeps none, and notes when the first one came. */
export async function readPages(
  pages: AsyncIterable<Result<{ readonly data: readonly unknown[] }, { readonly message: string }>>,
  since: () => number,
): Promise<Outcome> {
  let done = 0;
  let firstMs: number | undefined;
  for await (const page of pages) {
    if (!page.ok) throw new Error(page.error.message);
    firstMs ??= since();
    done += page.value.data.length;
  }
  return firstMs === undefined ? { done } : { done, firstMs };
}

/** How many of several outcomes are what was wanted. */
export const succeeded = (results: readonly Result<unknown, unknown>[]): number =>
  results.filter(({ ok }) => ok).length;

function hostOf({ hostname }: TenantOfSandbox): QlikHost {
  const host = parseQlikHost(hostname, []);
  if (!host.ok) throw new Error(host.error.message);
  return host.value;
}

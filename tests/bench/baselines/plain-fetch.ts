import { fetch } from "undici";
import { measure, type Outcome, type Runs, repeat } from "@/tests/bench/measure";
import type { BenchSandbox, Conditions } from "@/tests/bench/sandbox";
import { PAGE } from "@/tests/bench/sizes";
import { loopbackAgent } from "./loopback";

const ORGANIZATION_HOST = "console.qlikcloud.com";

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface PlainFetch {
  organizationTenants(client: Client): Promise<number>;
  accessToken(host: string, client: Client): Promise<string>;
  tokens(host: string, bearer: string): Promise<number>;
  /** Whether Qlik said that it is done. */
  revoke(host: string, bearer: string, tokenId: string): Promise<boolean>;
}

interface ListAnswer {
  readonly data: readonly unknown[];
  readonly links?: { readonly next?: { readonly href?: string | null } };
}

/** What one writes in an afternoon: fetch, one access token per tenant, no limits, no retries, no checks. */
function createPlainFetch(port: number) {
  const dispatcher = loopbackAgent(port);

  async function accessToken(host: string, { clientId, clientSecret }: Client): Promise<string> {
    const answer = await fetch(`http://${host}/oauth/token`, {
      dispatcher,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: "client_credentials",
      }),
    });
    return ((await answer.json()) as { readonly access_token: string }).access_token;
  }

  async function countRows(host: string, bearer: string, path: string): Promise<number> {
    let rows = 0;
    for (let cursor: string | null = ""; cursor !== null; ) {
      const url: URL = new URL(`http://${host}${path}${cursor}`);
      url.searchParams.set("limit", String(PAGE));
      const answer = await fetch(url, { dispatcher, headers: { authorization: `Bearer ${bearer}` } });
      const { data, links } = (await answer.json()) as ListAnswer;
      rows += data.length;
      const href: string | null | undefined = links?.next?.href;
      // Links of the organization name another host than the one that answers.
      cursor = href ? new URL(href, url).search : null;
    }
    return rows;
  }

  return {
    accessToken,
    organizationTenants: async (client: Client) =>
      countRows(ORGANIZATION_HOST, await accessToken(ORGANIZATION_HOST, client), "/api/core/tenants"),
    tokens: (host: string, bearer: string) => countRows(host, bearer, "/api/v1/oauth-tokens"),
    async revoke(host: string, bearer: string, tokenId: string): Promise<boolean> {
      const headers = { authorization: `Bearer ${bearer}` };
      const answer = await fetch(`http://${host}/api/v1/oauth-tokens/${tokenId}`, {
        dispatcher,
        method: "DELETE",
        headers,
      });
      await answer.arrayBuffer();
      return answer.ok;
    },
    close: () => dispatcher.close(),
  };
}

/** Runs a job with plain fetch; `before` gives what the work needs and is not measured. */
export function runPlain<Prepared>(
  sandbox: BenchSandbox,
  job: {
    readonly conditions: Conditions;
    readonly runs: number;
    readonly before: (plain: PlainFetch) => Promise<Prepared>;
    readonly work: (plain: PlainFetch, prepared: Prepared) => Promise<number>;
  },
): Promise<Runs> {
  return repeat(job.runs, async () => {
    await sandbox.begin(job.conditions);
    const plain = createPlainFetch(sandbox.port);
    try {
      const prepared = await job.before(plain);
      return await measure(
        sandbox,
        async (): Promise<Outcome> => ({ done: await job.work(plain, prepared) }),
      );
    } finally {
      await plain.close();
    }
  });
}

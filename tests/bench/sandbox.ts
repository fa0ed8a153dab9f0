import type { Settings } from "@/lib/sandbox/settings";
import type { Cost } from "@/lib/sandbox/state/own-cost";
import type { Counts } from "@/lib/sandbox/state/request-log";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { inRoot } from "@/scripts/lib/paths.js";
import type { Processes } from "@/scripts/lib/processes.js";
import {
  createSandboxControl,
  type OrganizationOfSandbox,
  type TenantOfSandbox,
} from "@/tests/support/servers/sandbox-control";

const STARTS_WITHIN_MS = 60_000;

export type Conditions = Partial<Pick<Settings, "latencyMs" | "connectLatencyMs" | "rateLimits">>;
export type SandboxStats = Counts & Cost;

export interface BenchSandbox {
  readonly port: number;
  readonly organization: OrganizationOfSandbox;
  /** Those of the organization that are in service. */
  readonly tenants: readonly TenantOfSandbox[];
  /** Everything as at the start, under these conditions. */
  begin(conditions: Conditions): Promise<void>;
  /** Ids of a tenant's tokens. Asked before any exchange, so that the caller's own token is not among them. */
  tokenIds(tenant: TenantOfSandbox, count: number): Promise<readonly string[]>;
  clearStats(): Promise<void>;
  /** Since the last clearing; requests to the control API do not count. */
  stats(): Promise<SandboxStats>;
  stop(): Promise<void>;
}

/** Starts the stand-in for Qlik Cloud in a process of its own. */
export async function startBenchSandbox(
  processes: Processes,
  size: { readonly seed: number; readonly tenants: number; readonly tokensPerTenant: number },
): Promise<BenchSandbox> {
  const flags = ["--quiet", "--port", "0", "--seed", String(size.seed), "--tenants", String(size.tenants)];
  const running = processes.start({
    name: "The Qlik Cloud sandbox",
    args: [
      ...["--import", "tsx", inRoot("scripts/sandbox.ts"), ...flags],
      ...["--tokens-per-tenant", String(size.tokensPerTenant)],
    ],
    env: toolEnvironment(process.env),
    output: "kept",
  });
  const [, origin = ""] = await running.printed(/^sandbox listening on (http:\/\/\S+)$/m, STARTS_WITHIN_MS);
  const control = createSandboxControl({ origin });
  const { organizations, tenants } = await control.credentials();
  const [organization] = organizations;
  if (!organization) throw new Error("The sandbox has no organization.");

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${origin}/__sandbox${path}`, init);
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
    return response;
  }

  return {
    port: Number(new URL(origin).port),
    organization,
    tenants: tenants.filter((tenant) => {
      return tenant.status === "active" && tenant.organization === organization.name;
    }),
    async begin(conditions) {
      await control.reset();
      await ask("/settings", { method: "PATCH", body: JSON.stringify(conditions) });
    },
    async tokenIds({ tenantId }, count) {
      const ids = (await control.tokens(tenantId)).slice(0, count).map(({ id }) => id);
      if (ids.length < count) throw new Error(`The tenant has only ${ids.length} tokens, not ${count}.`);
      return ids;
    },
    clearStats: control.clearRequests,
    stats: async () => (await (await ask("/stats")).json()) as SandboxStats,
    stop: running.stop,
  };
}

import type { Tenant } from "@/lib/sandbox/model";
import { createSandbox, type SandboxOptions } from "@/lib/sandbox/server";
import type { SandboxState } from "@/lib/sandbox/state/state";

export interface StartedSandbox {
  readonly state: SandboxState;
  readonly connectTo: string;
  readonly organization: ReturnType<typeof organizationAt>;
  readonly secondOrganization: ReturnType<typeof organizationAt>;
  /** By its place among the tenants of the first organization; its first hostname is beside it. */
  tenant(index: number): SandboxTenant;
  /** Of Qlik Cloud Government: no organization lists it. */
  readonly government: SandboxTenant;
  /** `METHOD host/path?query` of every request since the last clearing. */
  requests(): string[];
  /** Ends every connection; new ones are taken. */
  dropConnections(): void;
  close(): Promise<void>;
}

export type SandboxTenant = Tenant & { readonly hostname: string };

function organizationAt(state: SandboxState, index: number) {
  const organization = state.estate.organizations().at(index);
  if (!organization) throw new Error(`The sandbox has no organization ${index}.`);
  return organization;
}

function withHostname(tenant: Tenant | undefined): SandboxTenant {
  const hostname = tenant?.hostnames[0];
  if (!tenant || hostname === undefined) throw new Error("The sandbox has no such tenant.");
  return { ...tenant, hostname };
}

/** A stand-in for Qlik Cloud in this process, on any free loopback port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<StartedSandbox> {
  const { state, listen } = createSandbox(options);
  const server = await listen({ port: 0, host: "127.0.0.1" });
  return {
    state,
    connectTo: `127.0.0.1:${server.port}`,
    organization: organizationAt(state, 0),
    secondOrganization: organizationAt(state, 1),
    tenant: (index) => withHostname(state.estate.tenants()[index]),
    government: withHostname(state.estate.tenants().at(-1)),
    requests: () =>
      state.requestLog.requests().map(({ method, host, path, query }) => `${method} ${host}${path}${query}`),
    dropConnections: server.dropConnections,
    close: server.close,
  };
}
